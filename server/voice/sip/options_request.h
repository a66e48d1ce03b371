#pragma once

#include <functional>
#include <string>

#include "voice/sip/re.h"

namespace madoguchi::voice {

/// One OPTIONS under way (RFC 3261 section 11), which asks whether somebody is there. SIP thread;
/// its end gives it up.
class OptionsRequest {
 public:
  /// Once: the final response, or the error of errno.h by which there is none. May destroy the
  /// request.
  using Done = std::function<void(int error, const sip_msg* response)>;

  explicit OptionsRequest(Done done) : done_(std::move(done)) {}
  ~OptionsRequest() { mem_deref(request_); }
  OptionsRequest(const OptionsRequest&) = delete;
  OptionsRequest& operator=(const OptionsRequest&) = delete;

  /// An error of errno.h when there is no way, 0 otherwise; `done` is called after 0 alone.
  [[nodiscard]] int send(sip& stack, const std::string& to, const std::string& from);

 private:
  static void on_response(int error, const sip_msg* response, void* self);

  Done done_;
  struct sip_request* request_ = nullptr;  ///< libre sets it to null when it is over
};

}  // namespace madoguchi::voice
