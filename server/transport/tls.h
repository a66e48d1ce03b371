#pragma once

#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "base/result.h"

namespace madoguchi::transport {

/// A server's context for TLS 1.2 and 1.3 with forward secrecy and authenticated ciphers only; ALPN
/// offers http/1.1. Errors are sentences that name the file.
[[nodiscard]] base::Result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(
    const std::string& certificate_file, const std::string& key_file);

}  // namespace madoguchi::transport
