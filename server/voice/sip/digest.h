#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace madoguchi::voice {

enum class DigestAlgorithm { kMd5, kSha256 };
/// As `algorithm` says it (RFC 8760 section 2.1).
[[nodiscard]] std::string_view digest_name(DigestAlgorithm algorithm);
/// In lower-case hexadecimal digits.
[[nodiscard]] std::string digest_of(DigestAlgorithm algorithm, std::string_view text);

/// The parameters of Authorization with the scheme Digest (RFC 7616 section 3.4), quotes taken off.
struct DigestResponse {
  std::string username;
  std::string realm;
  std::string nonce;
  std::string uri;
  std::string response;
  DigestAlgorithm algorithm = DigestAlgorithm::kMd5;
  /// With qop=auth. Without (RFC 2069) the other two are empty.
  bool has_qop = false;
  std::string cnonce;
  std::uint32_t nonce_count = 0;
};

/// kInvalidInput: another scheme, a parameter that is missing, malformed or stands twice, another
/// qop than auth, another algorithm than the two above. Parameters that are not known are passed
/// over. At most 2 KiB.
[[nodiscard]] base::Result<DigestResponse> read_digest(std::string_view header);

/// H(username:realm:password), what is kept in the place of a password. In hexadecimal digits.
[[nodiscard]] std::string digest_secret(DigestAlgorithm algorithm, std::string_view username,
                                        std::string_view realm, std::string_view password);

/// Whether the response was made by who knows the secret, for a request of this method. Takes the
/// same time wherever the difference is.
[[nodiscard]] bool proves(const DigestResponse& response, std::string_view method,
                          std::string_view secret);

}  // namespace madoguchi::voice
