#pragma once

#include "base/id.h"
#include "voice/media/call_id.h"

namespace madoguchi::features {

// A call is a contact under its own id.

[[nodiscard]] inline base::ContactId contact_of(voice::CallId call) {
  return base::ContactId(call.value());
}
[[nodiscard]] inline voice::CallId call_of(base::ContactId contact) {
  return voice::CallId(contact.value());
}

}  // namespace madoguchi::features
