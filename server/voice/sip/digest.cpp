#include "voice/sip/digest.h"

#include <array>
#include <charconv>
#include <map>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/secret.h"
#include "base/text_points.h"
#include "voice/sip/hex.h"

namespace madoguchi::voice {
namespace {

constexpr std::size_t kMaxHeader = 2'048;
constexpr std::size_t kMaxParameters = 32;
constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kTokenEnd = " \t\r\n,=\"";

using Parameters = std::map<std::string, std::string, std::less<>>;

tl::unexpected<base::Error> bad_digest(std::string_view what) {
  return base::fail(base::ErrorCode::kInvalidInput, fmt::format("Authorization: {}", what));
}

void skip_any_of(std::string_view& text, std::string_view what) {
  text.remove_prefix(std::min(text.find_first_not_of(what), text.size()));
}

std::string_view take_token(std::string_view& text) {
  const std::string_view token = text.substr(0, text.find_first_of(kTokenEnd));
  text.remove_prefix(token.size());
  return token;
}

/// What stands between quotes, of which the first is still there; \x is x. Nothing: it never ends.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return value;
    }
    if (text[i] == '\\' && ++i == text.size()) break;
    value += text[i];
  }
  return std::nullopt;
}

std::optional<std::string> take_value(std::string_view& text) {
  if (text.starts_with('"')) return take_quoted(text);
  const std::string_view token = take_token(text);
  return token.empty() ? std::nullopt : std::optional(std::string(token));
}

/// name=value, and the comma behind it.
base::Status take_parameter(std::string_view& text, Parameters& parameters) {
  std::string name = base::lower_ascii(take_token(text));
  skip_any_of(text, kSpace);
  if (name.empty() || !text.starts_with('=')) return bad_digest("a name and = were expected");
  text.remove_prefix(1);
  skip_any_of(text, kSpace);
  auto value = take_value(text);
  if (!value) return bad_digest("a value was expected");
  const bool is_new = parameters.emplace(std::move(name), *std::move(value)).second;
  if (!is_new || parameters.size() > kMaxParameters) return bad_digest("too many parameters");
  skip_any_of(text, kSpace);
  if (!text.empty() && !text.starts_with(',')) return bad_digest("a comma was expected");
  skip_any_of(text, " \t\r\n,");
  return {};
}

base::Result<Parameters> read_parameters(std::string_view header) {
  if (header.size() > kMaxHeader) return bad_digest("too long");
  skip_any_of(header, kSpace);
  if (base::lower_ascii(take_token(header)) != "digest") return bad_digest("Digest was expected");
  skip_any_of(header, kSpace);
  Parameters parameters;
  while (!header.empty()) MDG_TRY(take_parameter(header, parameters));
  return parameters;
}

base::Status read_algorithm(const Parameters& parameters, DigestResponse& response) {
  const auto found = parameters.find("algorithm");
  if (found == parameters.end()) return {};
  const std::string name = base::lower_ascii(found->second);
  if (name == "sha-256") response.algorithm = DigestAlgorithm::kSha256;
  if (name == "md5" || name == "sha-256") return {};
  return bad_digest("algorithm");
}

/// Eight hexadecimal digits, from 00000001 on.
std::optional<std::uint32_t> nonce_count_of(std::string_view text) {
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count, 16);
  const bool is_all = error == std::errc{} && end == text.data() + text.size();
  return is_all && text.size() == 8 && count > 0 ? std::optional(count) : std::nullopt;
}

base::Status read_quality(const Parameters& parameters, DigestResponse& response) {
  const auto quality = parameters.find("qop");
  if (quality == parameters.end()) return {};
  const auto cnonce = parameters.find("cnonce");
  const auto count = parameters.find("nc");
  if (quality->second != "auth") return bad_digest("qop");
  if (cnonce == parameters.end() || count == parameters.end()) return bad_digest("nc or cnonce");
  const auto number = nonce_count_of(count->second);
  if (!number || cnonce->second.empty()) return bad_digest("nc or cnonce");
  response.has_qop = true;
  response.cnonce = cnonce->second;
  response.nonce_count = *number;
  return {};
}

std::size_t digits_of(DigestAlgorithm algorithm) {
  return algorithm == DigestAlgorithm::kMd5 ? 32 : 64;
}

}  // namespace

std::string_view digest_name(DigestAlgorithm algorithm) {
  return algorithm == DigestAlgorithm::kMd5 ? "MD5" : "SHA-256";
}

std::string digest_of(DigestAlgorithm algorithm, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  std::size_t size = 0;
  const char* name = algorithm == DigestAlgorithm::kMd5 ? "MD5" : "SHA256";
  // Nothing comes out of an OpenSSL without MD5; no response equals that.
  if (EVP_Q_digest(nullptr, name, nullptr, text.data(), text.size(), bytes.data(), &size) != 1) {
    return {};
  }
  return hex_digits(std::span(bytes).first(size));
}

base::Result<DigestResponse> read_digest(std::string_view header) {
  MDG_ASSIGN(Parameters parameters, read_parameters(header));
  DigestResponse response;
  const std::array wanted{std::pair{"username", &response.username},
                          std::pair{"realm", &response.realm}, std::pair{"nonce", &response.nonce},
                          std::pair{"uri", &response.uri},
                          std::pair{"response", &response.response}};
  for (const auto& [name, value] : wanted) {
    const auto found = parameters.find(name);
    if (found == parameters.end() || found->second.empty()) return bad_digest(name);
    *value = found->second;
  }
  MDG_TRY(read_algorithm(parameters, response));
  MDG_TRY(read_quality(parameters, response));
  if (response.response.size() != digits_of(response.algorithm)) return bad_digest("response");
  return response;
}

std::string digest_secret(DigestAlgorithm algorithm, std::string_view username,
                          std::string_view realm, std::string_view password) {
  return digest_of(algorithm, fmt::format("{}:{}:{}", username, realm, password));
}

bool proves(const DigestResponse& response, std::string_view method, std::string_view secret) {
  const DigestAlgorithm algorithm = response.algorithm;
  const std::string request = digest_of(algorithm, fmt::format("{}:{}", method, response.uri));
  const std::string middle = response.has_qop ? fmt::format("{}:{:08x}:{}:auth", response.nonce,
                                                            response.nonce_count, response.cnonce)
                                              : response.nonce;
  const std::string expected =
      digest_of(algorithm, fmt::format("{}:{}:{}", secret, middle, request));
  return !expected.empty() &&
         base::equal_in_constant_time(base::lower_ascii(response.response), expected);
}

}  // namespace madoguchi::voice
