// A SIP request as a stranger sends it, up to where a call would begin.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "voice/sip/caller_number.h"
#include "voice/sip/re_values.h"
#include "voice/sip/sip_request_check.h"

namespace {

using namespace madoguchi::voice;
using madoguchi::fuzz::require;

void check_number(const std::string& number) {
  require(number.size() <= 64);
  for (const char c : number) require(c > 0x20 && c < 0x7F);
}

void check_request(const sip_msg& request) {
  const auto fault = find_fault(request);
  if (fault) require(fault->status >= 400 && fault->status < 500 && fault->reason != nullptr);
  require(body_of(request).size() <= mbuf_get_left(request.mb));
  if (fault) return;
  require(request.via.branch.l > 0 && request.callid.l > 0 && request.cseq.met.l > 0);
  check_number(caller_of(request));
  check_number(called_of(request));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto buffer = buffer_of({reinterpret_cast<const char*>(data), size});
  if (!buffer) return 0;
  sip_msg* message = nullptr;
  if (sip_msg_decode(&message, buffer.get()) != 0) return 0;
  const RePtr<sip_msg> owned(message);
  if (message->req) check_request(*message);
  return 0;
}
