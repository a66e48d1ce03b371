#pragma once

#include <string>
#include <string_view>

#include "voice/sip/phone_bindings.h"

namespace madoguchi::voice {

/// The address under which a phone is reached by the way that it came: what it calls itself, at the
/// host and port of the flow. Its own parameters stay (some phones tell their lines apart by them),
/// but not those that lead elsewhere (maddr, transport). Empty: it is no SIP address.
[[nodiscard]] std::string address_at(std::string_view contact, const PhoneFlow& flow);

/// While it lives, the dialogs of this thread that begin with a phone, or are refreshed by one, go
/// by the flow of that phone and not by its Contact, which behind a NAT is an address of its own
/// network (the answer of libre to it is a linker's, as in sip_gate.h). Redirections (3xx) are not
/// followed: who answers an INVITE does not choose whom we call. The bindings outlive it.
class DirectDialogs {
 public:
  explicit DirectDialogs(const PhoneBindings& phones);
  ~DirectDialogs();
  DirectDialogs(const DirectDialogs&) = delete;
  DirectDialogs& operator=(const DirectDialogs&) = delete;
};

}  // namespace madoguchi::voice
