#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace madoguchi::transport {

inline constexpr std::string_view kCertificateFile = "tls-certificate.pem";
inline constexpr std::string_view kKeyFile = "tls-key.pem";

/// Makes a key (P-256) and a certificate signed by itself for these DNS names and IP addresses,
/// valid for 397 days (the longest that browsers take), and writes them to `folder` as
/// kCertificateFile and kKeyFile; the key is readable by its owner only. Each file is replaced as a
/// whole. Errors are sentences for the person who starts the program.
[[nodiscard]] base::Status make_self_signed_certificate(const std::filesystem::path& folder,
                                                        const std::vector<std::string>& hostnames);

}  // namespace madoguchi::transport
