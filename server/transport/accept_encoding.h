#pragma once

#include <string_view>

namespace madoguchi::transport {

/// Whether an Accept-Encoding header (RFC 9110 section 12.5.3) accepts `coding` ("br", "gzip") by
/// its own name or by "*". Weights only count as zero or not: the server prefers what is smaller.
[[nodiscard]] bool accepts_encoding(std::string_view header, std::string_view coding);

}  // namespace madoguchi::transport
