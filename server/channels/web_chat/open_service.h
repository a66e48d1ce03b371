#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "channels/web_chat/visitor.h"
#include "features/services/service_directory.h"

namespace madoguchi::channels {

// What holds for everybody who comes from a page, to write or to call.

// Close codes of their sockets; docs/events.md.
inline constexpr std::uint16_t kNotUnderstood = 4400;
inline constexpr std::uint16_t kTooManyPages = 4008;
inline constexpr std::uint16_t kTryAgainLater = 1013;

/// As it is now. kNotFound: there is none, or its chat is off.
[[nodiscard]] base::Result<features::ServiceDirectory::Entry> find_open_service(
    const features::ServiceDirectory& services, std::string_view key);
[[nodiscard]] base::Result<features::ServiceDirectory::Entry> find_open_service(
    const features::ServiceDirectory& services, base::ServiceId id);

/// kForbidden: the service asks for consent, and the visitor has not agreed.
[[nodiscard]] base::Status require_consent(const features::ServiceEntry& service,
                                           const Visitor& visitor);

}  // namespace madoguchi::channels
