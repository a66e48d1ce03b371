// HTTPS with a certificate that we made ourselves.
#include "transport/tls.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include "transport/http_testing.h"
#include "transport/self_signed.h"
#include "transport/socket_testing.h"

namespace madoguchi::transport {
namespace {

namespace fs = std::filesystem;
constexpr auto kTls = RawClient::Security::kTls;

class TlsTest : public testing::Test {
 protected:
  TlsTest() {
    std::string pattern = (fs::temp_directory_path() / "madoguchi-tls-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~TlsTest() override { fs::remove_all(folder_); }

  base::Status make(const std::vector<std::string>& names = {"localhost", "127.0.0.1"}) {
    return make_self_signed_certificate(folder_, names);
  }

  std::unique_ptr<TestServer> serve() {
    EXPECT_TRUE(make());
    auto options = TestServer::quick_options();
    options.tls_certificate_file = folder_ / kCertificateFile;
    options.tls_key_file = folder_ / kKeyFile;
    return std::make_unique<TestServer>(
        [this](Router& router) {
          router.add(Method::kGet, "/things/{id}", echo_path());
          router.add(Method::kPost, "/things", echo_body(), {.max_body_bytes = 1'000'000});
          router.add_socket("/live", app_->handler());
        },
        options);
  }

  std::unique_ptr<X509, void (*)(X509*)> read_certificate() {
    std::FILE* file = std::fopen((folder_ / kCertificateFile).c_str(), "r");
    auto* certificate = PEM_read_X509(file, nullptr, nullptr, nullptr);
    std::fclose(file);
    return {certificate, X509_free};
  }

  fs::path folder_;
  std::shared_ptr<SocketApp> app_ = std::make_shared<SocketApp>();
};

TEST_F(TlsTest, the_certificate_names_hosts_and_addresses_and_lasts_397_days) {
  ASSERT_TRUE(make({"desk.example", "127.0.0.1", "::1"}));
  const auto certificate = read_certificate();
  ASSERT_NE(certificate, nullptr);
  EXPECT_EQ(X509_check_host(certificate.get(), "desk.example", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(certificate.get(), "evil.example", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "::1", 0), 1);
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(certificate.get()),
                 X509_get0_notAfter(certificate.get()));
  EXPECT_EQ(days, 397);
  EXPECT_EQ(seconds, 0);
  EXPECT_EQ(X509_get_version(certificate.get()), 2);
  EXPECT_EQ(EVP_PKEY_get_bits(X509_get0_pubkey(certificate.get())), 256);
  EXPECT_EQ(X509_verify(certificate.get(), X509_get0_pubkey(certificate.get())), 1);
  EXPECT_EQ(X509_check_ca(certificate.get()), 0);
}

TEST_F(TlsTest, the_key_is_its_owners_and_files_are_replaced_whole) {
  std::ofstream(folder_ / kKeyFile) << "old";
  fs::permissions(folder_ / kKeyFile, fs::perms::all);
  std::ofstream(folder_ / (std::string(kKeyFile) + ".new")) << "left behind";
  ASSERT_TRUE(make());
  EXPECT_EQ(fs::status(folder_ / kKeyFile).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_TRUE(make_tls_context(folder_ / kCertificateFile, folder_ / kKeyFile));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 2);
}

TEST_F(TlsTest, names_that_are_none_are_refused) {
  for (const auto* name :
       {"", "a b", "a,DNS:evil.example", "desk.example\n", "*", "窓口.example"}) {
    EXPECT_FALSE(make({name})) << name;
  }
  EXPECT_FALSE(make({}));
  const auto status = make_self_signed_certificate("/nowhere", {"localhost"});
  ASSERT_FALSE(status);
  EXPECT_TRUE(status.error().detail.starts_with("cannot write /nowhere/tls-key.pem"))
      << status.error().detail;
}

TEST_F(TlsTest, a_key_of_another_certificate_is_named) {
  ASSERT_TRUE(make());
  fs::rename(folder_ / kKeyFile, folder_ / "other.pem");
  ASSERT_TRUE(make());
  const auto context = make_tls_context(folder_ / kCertificateFile, folder_ / "other.pem");
  ASSERT_FALSE(context);
  EXPECT_NE(context.error().detail.find("other.pem"), std::string::npos) << context.error().detail;
  EXPECT_FALSE(make_tls_context(folder_ / kCertificateFile, folder_ / "missing.pem"));
}

TEST_F(TlsTest, serves_requests) {
  const auto server = serve();
  RawClient client(server->port(), kTls);
  client.send(server->request("GET", "/things/1") + server->request("GET", "/things/2"));
  EXPECT_EQ(client.read_response()->member("path"), "/things/1");
  EXPECT_EQ(client.read_response()->member("path"), "/things/2");
  EXPECT_STREQ(SSL_get_version(client.tls()), "TLSv1.3");
}

TEST_F(TlsTest, moves_large_bodies) {
  const auto server = serve();
  RawClient client(server->port(), kTls);
  const std::string body(999'999, 'x');
  client.send(server->request("POST", "/things", "", body));
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_TRUE(response->body == body);
}

TEST_F(TlsTest, moves_bodies_around_the_size_of_a_record) {
  const auto server = serve();
  RawClient client(server->port(), kTls);
  for (std::size_t size = 15'900; size < 16'500; size += 37) {
    const std::string body(size, 'x');
    client.send(server->request("POST", "/things", "", body));
    const auto response = client.read_response();
    ASSERT_TRUE(response && response->body == body) << size;
  }
}

TEST_F(TlsTest, requests_are_secure_and_origins_https) {
  const auto server = serve();
  const auto post = [&](const std::string& origin) {
    RawClient client(server->port(), kTls);
    client.send(server->request("POST", "/things", "Origin: " + origin + "\r\n", "x"));
    return client.read_response()->status;
  };
  EXPECT_EQ(post("https://" + server->host()), 200);
  EXPECT_EQ(post("http://" + server->host()), 403);
}

TEST_F(TlsTest, opens_sockets) {
  const auto server = serve();
  SocketClient client(server->port(), kTls);
  ASSERT_EQ(client.open("/live")->status, 101);
  client.send_text("echo 窓口");
  EXPECT_EQ(client.read_frame()->payload, "窓口");
  for (const std::size_t size : {16'380U, 16'384U, 16'385U, 300'000U}) {
    app_->last_socket()->send(std::make_shared<const std::string>(size, 'x'));
    EXPECT_EQ(client.read_frame()->payload.size(), size);
  }
  client.send_text("close 4001");
  EXPECT_EQ(client.read_close_code(), 4001);
  EXPECT_TRUE(eventually([&] { return app_->closed() == 1; }));
}

TEST_F(TlsTest, stop_closes_sockets_with_1001) {
  const auto server = serve();
  SocketClient client(server->port(), kTls);
  ASSERT_EQ(client.open("/live")->status, 101);
  EXPECT_TRUE(eventually([&] { return app_->opened() == 1; }));
  std::thread stopper([&] { server->listener().stop(); });
  EXPECT_EQ(client.read_close_code(), 1001);
  stopper.join();
  EXPECT_EQ(app_->closed(), 1);
}

TEST_F(TlsTest, a_client_that_speaks_no_tls_is_dropped) {
  const auto server = serve();
  RawClient client(server->port());
  client.send(server->request("GET", "/things/1"));
  const auto rest = client.read_to_end();
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->find("HTTP/1.1 200"), std::string::npos);
  EXPECT_TRUE(eventually([&] { return server->listener().counts().connections == 0; }));
}

TEST_F(TlsTest, a_client_that_stops_in_the_handshake_is_dropped) {
  ASSERT_TRUE(make());
  auto options = TestServer::quick_options();
  options.tls_certificate_file = folder_ / kCertificateFile;
  options.tls_key_file = folder_ / kKeyFile;
  options.limits.handshake = base::Milliseconds(30);
  TestServer server([](Router&) {}, options);
  RawClient client(server.port());
  client.send("\x16\x03\x01");
  EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(TlsTest, versions_below_1_2_are_refused) {
  const auto server = serve();
  auto* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
  RawClient raw(server->port());
  auto* ssl = SSL_new(context);
  SSL_set_fd(ssl, raw.file());
  EXPECT_NE(SSL_connect(ssl), 1);
  SSL_free(ssl);
  SSL_CTX_free(context);
}

}  // namespace
}  // namespace madoguchi::transport
