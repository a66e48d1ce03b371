#include "transport/problem.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/text.h"

namespace madoguchi::transport {
namespace {

/// What a client asked to come back without a named moment should wait.
constexpr int kDefaultRetrySeconds = 1;

/// Details may quote input: a problem document has to be valid JSON whatever it was.
void put_text(boost::json::object& document, std::string_view name, std::string_view text) {
  if (!text.empty() && base::is_valid_text(text)) document[name] = text;
}

boost::json::object document_of(std::string_view key, std::string_view title, int status,
                                std::string_view request_id) {
  boost::json::object document;
  document["type"] = "urn:madoguchi:problem:" + std::string(key);
  document["title"] = title;
  document["status"] = status;
  document["code"] = key;
  put_text(document, "requestId", request_id);
  return document;
}

Response response_of(const boost::json::object& document, int status) {
  Response response;
  response.status = status;
  response.with_header("Content-Type", "application/problem+json");
  response.body = boost::json::serialize(document);
  return response;
}

int retry_after(const base::Error& error, int status) {
  if (status != 429 && status != 503) return error.retry_after_seconds;
  return error.retry_after_seconds > 0 ? error.retry_after_seconds : kDefaultRetrySeconds;
}

}  // namespace

Response problem_response(const base::Error& error, std::string_view request_id) {
  const base::ErrorRow& row = base::error_row(error.code);
  auto document = document_of(row.key, row.title, row.http_status, request_id);
  put_text(document, "field", error.field);
  put_text(document, "expected", error.expected);
  // The detail of our own faults (a statement, a path) is for the log only; the request id leads
  // there.
  if (!row.is_our_fault) put_text(document, "detail", error.detail);
  const int seconds = retry_after(error, row.http_status);
  if (seconds > 0) document["retryAfterSeconds"] = seconds;
  Response response = response_of(document, row.http_status);
  if (seconds > 0) response.with_header("Retry-After", std::to_string(seconds));
  if (error.code == base::ErrorCode::kMethodNotAllowed && !error.expected.empty()) {
    response.with_header("Allow", error.expected);
  }
  return response;
}

Response problem_response(const ProtocolError& error, std::string_view request_id) {
  const auto key = base::error_row(base::ErrorCode::kInvalidInput).key;
  auto document = document_of(key, error.title, error.status, request_id);
  put_text(document, "field", error.field);
  put_text(document, "expected", error.expected);
  Response response = response_of(document, error.status);
  if (error.status == 426) response.with_header("Upgrade", "websocket");
  return response;
}

}  // namespace madoguchi::transport
