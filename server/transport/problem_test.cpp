#include "transport/problem.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "transport/response_head.h"

namespace madoguchi::transport {
namespace {

boost::json::object document_of(const Response& response) {
  return boost::json::parse(response.body).as_object();
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

TEST(ProblemResponse, names_the_field_and_what_was_expected) {
  const auto response = problem_response(base::invalid_input("name", "1 to 200 characters"), "r1");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(header(response, "Content-Type"), "application/problem+json");
  EXPECT_EQ(
      response.body,
      R"({"type":"urn:madoguchi:problem:invalidInput","title":"A field is not valid","status":422,)"
      R"("code":"invalidInput","requestId":"r1","field":"name","expected":"1 to 200 characters"})");
}

TEST(ProblemResponse, says_when_to_try_again) {
  const auto limited = problem_response(base::rate_limited(7), "r");
  EXPECT_EQ(header(limited, "Retry-After"), "7");
  EXPECT_EQ(document_of(limited).at("retryAfterSeconds"), 7);
  EXPECT_EQ(
      header(problem_response(base::make_error(base::ErrorCode::kTryLater), "r"), "Retry-After"),
      "1");
  EXPECT_EQ(
      header(problem_response(base::make_error(base::ErrorCode::kNotFound), "r"), "Retry-After"),
      "");
}

TEST(ProblemResponse, hides_the_details_of_our_own_faults) {
  const auto ours =
      problem_response(base::make_error(base::ErrorCode::kStorage, "no such table: x"), "r");
  EXPECT_EQ(ours.status, 500);
  EXPECT_EQ(ours.body.find("no such table"), std::string::npos);
  const auto theirs =
      problem_response(base::make_error(base::ErrorCode::kConflict, "already ended"), "r");
  EXPECT_EQ(document_of(theirs).at("detail"), "already ended");
}

TEST(ProblemResponse, stays_json_whatever_the_detail_quotes) {
  const auto quoting =
      problem_response(base::make_error(base::ErrorCode::kConflict, "\"\\\n<script>"), "r");
  EXPECT_EQ(document_of(quoting).at("detail"), "\"\\\n<script>");
  const auto broken = problem_response(base::make_error(base::ErrorCode::kConflict, "\xFF"), "r");
  EXPECT_EQ(document_of(broken).if_contains("detail"), nullptr);
}

TEST(ProblemResponse, of_a_protocol_error_has_its_own_status) {
  const auto response =
      problem_response(ProtocolError{431, "The headers are too large", "headers", "16384"}, "r");
  EXPECT_EQ(response.status, 431);
  EXPECT_EQ(document_of(response).at("status"), 431);
  EXPECT_EQ(document_of(response).at("code"), "invalidInput");
  EXPECT_EQ(header(problem_response(ProtocolError{426, "", "", ""}, "r"), "Upgrade"), "websocket");
}

TEST(ResponseHead, has_length_and_connection_and_no_framing_of_the_handler) {
  Response response;
  response.status = 201;
  response.body = "12345";
  response.with_header("content-length", "9").with_header("Transfer-Encoding", "chunked");
  response.with_header("Set-Cookie", "a=1").with_header("Set-Cookie", "b=2");
  const auto head = response_head(response, Persistence::kClose);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 201 Created\r\nDate: ")) << head;
  EXPECT_TRUE(
      head.ends_with("GMT\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: "
                     "5\r\nConnection: close\r\n\r\n"))
      << head;
}

TEST(ResponseHead, without_a_body_has_no_length) {
  EXPECT_EQ(response_head(no_content(), Persistence::kKeepAlive).find("Content-Length"),
            std::string::npos);
}

TEST(ResponseHead, keeps_what_the_handler_set_in_any_case) {
  Response response;
  response.with_header("cache-control", "public");
  add_common_headers(response, "id");
  EXPECT_EQ(header(response, "Cache-Control"), "");
  EXPECT_EQ(header(response, "X-Request-Id"), "id");
}

TEST(ResponseHead, finds_headers_that_would_split_the_response) {
  const auto is_sound = [](std::string name, std::string value) {
    return has_sound_headers(Response{}.with_header(std::move(name), std::move(value)));
  };
  EXPECT_TRUE(is_sound("X-Name", "窓口 \t;"));
  EXPECT_FALSE(is_sound("X-Name", "a\r\nX: b"));
  EXPECT_FALSE(is_sound("X-Name", "a\nb"));
  EXPECT_FALSE(is_sound("X-Name", std::string("\0", 1)));
  EXPECT_FALSE(is_sound("X Name", "a"));
  EXPECT_FALSE(is_sound("X:", "a"));
  EXPECT_FALSE(is_sound("", "a"));
}

}  // namespace
}  // namespace madoguchi::transport
