#include "base/error.h"

#include <algorithm>
#include <array>

namespace madoguchi::base {
namespace {

constexpr std::array kRows{
    ErrorRow{ErrorCode::kInvalidInput, 422, "invalidInput", "A field is not valid", false},
    ErrorRow{ErrorCode::kUnauthenticated, 401, "unauthenticated", "Sign in first", false},
    ErrorRow{ErrorCode::kWrongCredentials, 401, "wrongCredentials",
             "The mail address or the password is wrong", false},
    ErrorRow{ErrorCode::kForbidden, 403, "forbidden", "The right for this is missing", false},
    ErrorRow{ErrorCode::kWrongOrigin, 403, "wrongOrigin", "The request came from another site",
             false},
    ErrorRow{ErrorCode::kNotFound, 404, "notFound", "There is no such thing", false},
    ErrorRow{ErrorCode::kMethodNotAllowed, 405, "methodNotAllowed", "Not with this method", false},
    ErrorRow{ErrorCode::kConflict, 409, "conflict", "Its state does not allow this", false},
    ErrorRow{ErrorCode::kAlreadyExists, 409, "alreadyExists", "This is taken already", false},
    ErrorRow{ErrorCode::kTooLarge, 413, "tooLarge", "Too large", false},
    ErrorRow{ErrorCode::kUnsupportedType, 415, "unsupportedType", "This type is not accepted",
             false},
    ErrorRow{ErrorCode::kRateLimited, 429, "rateLimited", "Too many requests", false},
    ErrorRow{ErrorCode::kExpired, 410, "expired", "This is no longer valid", false},
    ErrorRow{ErrorCode::kTryLater, 503, "tryLater", "Busy, try again shortly", false},
    ErrorRow{ErrorCode::kUnavailable, 503, "unavailable", "The database cannot be reached", true},
    ErrorRow{ErrorCode::kStorage, 500, "storage", "The database refused", true},
    ErrorRow{ErrorCode::kInternal, 500, "internal", "Something went wrong here", true},
};
static_assert(kRows.size() == static_cast<std::size_t>(ErrorCode::kInternal) + 1,
              "a code lacks its row, or stands behind kInternal");

}  // namespace

const ErrorRow& error_row(ErrorCode code) {
  const auto row = std::ranges::find(kRows, code, &ErrorRow::code);
  return row == kRows.end() ? kRows.back() : *row;
}

Error invalid_input(std::string field, std::string expected) {
  return {
      .code = ErrorCode::kInvalidInput, .field = std::move(field), .expected = std::move(expected)};
}

Error make_error(ErrorCode code, std::string detail) {
  return {.code = code, .detail = std::move(detail)};
}

Error rate_limited(int retry_after_seconds) {
  return {.code = ErrorCode::kRateLimited, .retry_after_seconds = retry_after_seconds};
}

}  // namespace madoguchi::base
