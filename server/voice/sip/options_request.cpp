#include "voice/sip/options_request.h"

#include <exception>
#include <utility>

#include <spdlog/spdlog.h>

namespace madoguchi::voice {

int OptionsRequest::send(sip& stack, const std::string& to, const std::string& from) {
  return sip_requestf(&request_, &stack, true, "OPTIONS", to.c_str(), nullptr, nullptr, nullptr,
                      on_response, this,
                      "To: <%s>\r\nFrom: <%s>;tag=%016llx\r\nContact: <%s>\r\n"
                      "Call-ID: %016llx\r\nCSeq: 1 OPTIONS\r\n"
                      "Accept: application/sdp\r\nContent-Length: 0\r\n\r\n",
                      to.c_str(), from.c_str(), rand_u64(), from.c_str(), rand_u64());
}

// Called by libre, which is C: nothing may be thrown through it.

void OptionsRequest::on_response(int error, const sip_msg* response, void* self) try {
  if (response != nullptr && response->scode < 200) return;
  const Done done = std::move(static_cast<OptionsRequest*>(self)->done_);
  done(error, response);
} catch (const std::exception& problem) {
  spdlog::error("an answer to OPTIONS failed: {}", problem.what());
}

}  // namespace madoguchi::voice
