#include "transport/tls.h"

#include <string_view>

#include <openssl/ssl.h>

namespace madoguchi::transport {
namespace {

namespace ssl = boost::asio::ssl;

tl::unexpected<base::Error> cannot_read(std::string_view what, const std::string& file,
                                        const std::string& why) {
  return base::fail(base::ErrorCode::kInvalidInput,
                    "cannot use the TLS " + std::string(what) + " " + file + ": " + why);
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length,
                    const unsigned char* offered, unsigned int offered_length, void*) {
  static constexpr unsigned char kHttp11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* found = nullptr;
  const int outcome =
      SSL_select_next_proto(&found, length, kHttp11, sizeof(kHttp11), offered, offered_length);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void harden(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(
      context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  // An idle connection gives its 34 KiB of record buffers back.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
}

}  // namespace

base::Result<std::unique_ptr<ssl::context>> make_tls_context(const std::string& certificate_file,
                                                             const std::string& key_file) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  harden(context->native_handle());
  boost::system::error_code error;
  context->use_certificate_chain_file(certificate_file, error);
  if (error) return cannot_read("certificate", certificate_file, error.message());
  context->use_private_key_file(key_file, ssl::context::pem, error);
  if (error) return cannot_read("key", key_file, error.message());
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) {
    return cannot_read("key", key_file, "it does not belong to the certificate");
  }
  return context;
}

}  // namespace madoguchi::transport
