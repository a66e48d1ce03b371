// A REGISTER as a stranger sends it: the text of its Authorization first, then what a phone with
// the right password could say. Input: a request in which %NONCE% and %PROOF% stand for those.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fakes/fake_clock.h"
#include "fakes/fake_random.h"
#include "require.h"
#include "voice/sip/digest.h"
#include "voice/sip/re_values.h"
#include "voice/sip/registrar.h"

namespace {

using namespace madoguchi;
using namespace madoguchi::voice;
using fuzz::require;

class OnePhone final : public PhoneDirectory {
 public:
  [[nodiscard]] bool has_phones() const override { return true; }
  [[nodiscard]] std::optional<PhoneSecret> secret_of(const std::string& extension) const override {
    if (extension != "201") return std::nullopt;
    return make_phone_secret(extension, "right");
  }
};

class Nobody final : public PhonePresence {
 public:
  void on_phones(const std::string& extension, std::size_t count) override {
    require(extension == "201" && count <= PhoneBindings::kMostOfExtension);
  }
};

void check_digest(std::string_view header) {
  const auto read = read_digest(header);
  if (!read) return;
  require(!read->username.empty() && !read->nonce.empty() && !read->uri.empty());
  require(read->realm.size() + read->cnonce.size() < header.size());
  require(!read->has_qop || (read->nonce_count > 0 && !read->cnonce.empty()));
}

/// The proof of extension 201 for a nonce of this registrar.
std::string proof_for(const std::string& nonce) {
  const std::string secret = make_phone_secret("201", "right").md5;
  const std::string request = digest_of(DigestAlgorithm::kMd5, "REGISTER:sip:m");
  return digest_of(DigestAlgorithm::kMd5, secret + ":" + nonce + ":" + request);
}

void replace(std::string& text, std::string_view what, const std::string& by) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
}

RePtr<sip_msg> read(const std::string& text) {
  const auto buffer = buffer_of(text);
  sip_msg* message = nullptr;
  if (!buffer || sip_msg_decode(&message, buffer.get()) != 0) return nullptr;
  message->src = to_libre(*NetAddress::parse("192.0.2.1", 5060));
  return RePtr<sip_msg>(message);
}

void check_reply(const RegistrarReply& reply, const PhoneBindings& bindings) {
  if (reply.is_silent) return;
  require(reply.status >= 200 && reply.status < 600);
  require(reply.headers.empty() || reply.headers.ends_with("\r\n"));
  require(reply.headers.find("\r\n\r\n") == std::string::npos);
  require(bindings.of("201").size() <= PhoneBindings::kMostOfExtension);
  require(bindings.all().size() <= 1);
  require(reply.status == 200 || bindings.all().empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  check_digest(text);
  const fakes::FakeClock clock;
  fakes::FakeRandom random;
  const OnePhone directory;
  Nobody nobody;
  PhoneBindings bindings;
  PhoneAuthenticator authenticator(directory, bindings, clock, random);
  Registrar registrar(authenticator, bindings, clock, nobody);
  // The signing key is the first that the random source gave, so this one knows the same nonces.
  fakes::FakeRandom same;
  NonceSource nonces(clock, same);
  const std::string nonce = nonces.make(*NetAddress::parse("192.0.2.1", 5060));
  replace(text, "%NONCE%", nonce);
  replace(text, "%PROOF%", proof_for(nonce));
  const auto message = read(text);
  if (!message || !message->req || find_register_fault(*message)) return 0;
  check_reply(registrar.take(*message), bindings);
  return 0;
}
