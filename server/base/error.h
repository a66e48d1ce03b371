#pragma once

#include <string>
#include <string_view>

namespace madoguchi::base {

/// Every way in which a request can fail. error.cpp holds the one table that says what a code means
/// to HTTP, to the screens and to the log: a new code has a row there, or it does not compile.
/// kInternal stays last: it stands for the number of codes.
enum class ErrorCode {
  kInvalidInput,      ///< a field is missing, malformed or out of its limit
  kUnauthenticated,   ///< no session, or the session ended
  kWrongCredentials,  ///< sign-in refused; never says which half was wrong
  kForbidden,         ///< signed in, but without the right
  kWrongOrigin,       ///< Origin or Host is not one of ours
  kNotFound,          ///< nothing of that id in this service
  kMethodNotAllowed,  ///< the path exists, not with this method
  kConflict,         ///< the state of the thing does not allow it (already ended, taken by another)
  kAlreadyExists,    ///< a unique name or address is taken
  kTooLarge,         ///< the body, file or frame is over its limit
  kUnsupportedType,  ///< content type or file type is not accepted
  kRateLimited,      ///< too many; Error::retry_after_seconds says when again
  kExpired,          ///< a token or link was valid once
  kTryLater,         ///< a bounded queue is full or the disk is slow; nothing was accepted
  kUnavailable,      ///< the database cannot be reached
  kStorage,          ///< the database refused a statement: a bug or a damaged file
  kInternal,         ///< a bug; the log has the details under the request's id
};

/// One failure on its way to whoever asked. Cheap to move; made by the functions below.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string field;  ///< the input that was wrong, as the API names it ("services[0].name"); empty
                      ///< when none
  std::string expected;  ///< what would have been accepted, in English, for developers ("1 to 200
                         ///< characters")
  std::string detail;  ///< what happened, in English, for developers and the log; never a secret or
                       ///< a message's body
  int retry_after_seconds = 0;
};

/// How a code shows itself outside: one row per code.
struct ErrorRow {
  ErrorCode code;
  int http_status;
  std::string_view
      key;  ///< the stable name in problem documents and of the translated text: "invalidInput"
  std::string_view title;  ///< RFC 9457 title, English
  bool is_our_fault;       ///< logged as an error with its id instead of as information
};

[[nodiscard]] const ErrorRow& error_row(ErrorCode code);

[[nodiscard]] Error invalid_input(std::string field, std::string expected);
[[nodiscard]] Error make_error(ErrorCode code, std::string detail = {});
[[nodiscard]] Error rate_limited(int retry_after_seconds);

}  // namespace madoguchi::base
