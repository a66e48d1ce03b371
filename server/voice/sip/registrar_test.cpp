#include "voice/sip/registrar.h"

#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "fakes/fake_random.h"
#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

using base::Seconds;

class Directory final : public PhoneDirectory {
 public:
  bool has_phones() const override { return !passwords_.empty(); }
  std::optional<PhoneSecret> secret_of(const std::string& extension) const override {
    const auto found = passwords_.find(extension);
    if (found == passwords_.end()) return std::nullopt;
    return make_phone_secret(extension, found->second);
  }

 private:
  std::map<std::string, std::string> passwords_{{"201", "right"}, {"202", "other"}};
};

class Presence final : public PhonePresence {
 public:
  void on_phones(const std::string& extension, std::size_t registered) override {
    told += fmt::format("{}:{} ", extension, registered);
  }
  std::string told;
};

/// What a phone writes into its REGISTER.
struct Wish {
  std::string contact = "Contact: <sip:201@192.0.2.10:5060;line=x>\r\n";
  std::string more = "Expires: 600\r\n";
  std::string user = "201";
  std::string password = "right";
  std::string host = "192.0.2.10";
  std::string via;  ///< the host when empty
  std::string to;   ///< the user name when empty
  DigestAlgorithm algorithm = DigestAlgorithm::kMd5;
};

class RegistrarTest : public ::testing::Test {
 protected:
  RegistrarReply send(const Wish& wish, const std::string& proof) {
    const std::string to = wish.to.empty() ? wish.user : wish.to;
    const auto buffer = buffer_of(fmt::format(
        "REGISTER sip:madoguchi SIP/2.0\r\nVia: SIP/2.0/UDP {};branch=z9hG4bK{};rport\r\n"
        "From: <sip:{}@madoguchi>;tag=1\r\nTo: <sip:{}@madoguchi>\r\nCall-ID: {}\r\n"
        "CSeq: {} REGISTER\r\nMax-Forwards: 70\r\n{}{}{}Content-Length: 0\r\n\r\n",
        wish.via.empty() ? wish.host : wish.via, sequence_, wish.user, to, call_id_, sequence_,
        proof, wish.contact, wish.more));
    ++sequence_;
    sip_msg* read = nullptr;
    if (sip_msg_decode(&read, buffer.get()) != 0) return {1, "libre does not read it", {}};
    const RePtr<sip_msg> message(read);
    message->src = to_libre(*NetAddress::parse(wish.host, port_));
    message->tp = SIP_TRANSP_UDP;
    if (const auto fault = find_register_fault(*message)) return {fault->status, fault->reason, {}};
    return registrar_.take(*message);
  }
  static std::string nonce_of(const RegistrarReply& reply) {
    const auto begin = reply.headers.find("nonce=\"") + 7;
    return reply.headers.substr(begin, reply.headers.find('"', begin) - begin);
  }
  static std::string proof_of(const Wish& wish, const std::string& nonce, int count = 1) {
    const std::string secret = digest_secret(wish.algorithm, wish.user, kPhoneRealm, wish.password);
    const std::string request = digest_of(wish.algorithm, "REGISTER:sip:madoguchi");
    const std::string response = digest_of(
        wish.algorithm, fmt::format("{}:{}:{:08x}:c:auth:{}", secret, nonce, count, request));
    return fmt::format(
        "Authorization: Digest username=\"{}\", realm=\"madoguchi\", nonce=\"{}\", "
        "uri=\"sip:madoguchi\", response=\"{}\", algorithm={}, qop=auth, nc={:08x}, "
        "cnonce=\"c\"\r\n",
        wish.user, nonce, response, digest_name(wish.algorithm), count);
  }
  /// With the challenge that a phone gets first.
  RegistrarReply enroll(const Wish& wish) {
    const RegistrarReply challenge = send(wish, "");
    return challenge.status == 401 ? send(wish, proof_of(wish, nonce_of(challenge))) : challenge;
  }

  fakes::FakeClock clock_;
  fakes::FakeRandom random_;
  Directory directory_;
  PhoneBindings bindings_;
  Presence presence_;
  PhoneAuthenticator authenticator_{directory_, bindings_, clock_, random_};
  Registrar registrar_{authenticator_, bindings_, clock_, presence_};
  std::uint16_t port_ = 5060;
  std::string call_id_ = "a@192.0.2.10";
  int sequence_ = 1;
};

TEST_F(RegistrarTest, a_phone_is_challenged_and_then_bound) {
  const RegistrarReply challenge = send({}, "");
  EXPECT_EQ(challenge.status, 401);
  EXPECT_NE(challenge.headers.find("Digest realm=\"madoguchi\""), std::string::npos);
  EXPECT_NE(challenge.headers.find("qop=\"auth\""), std::string::npos);
  EXPECT_EQ(challenge.headers.find("stale"), std::string::npos);
  EXPECT_TRUE(bindings_.all().empty());
  const RegistrarReply reply = send({}, proof_of({}, nonce_of(challenge)));
  EXPECT_EQ(reply.status, 200) << reply.reason;
  EXPECT_EQ(reply.headers,
            "Contact: <sip:201@192.0.2.10:5060;line=x>;expires=600\r\n"
            "Date: Fri, 20 Nov 2026 00:00:00 GMT\r\n");
  EXPECT_EQ(presence_.told, "201:1 ");
  EXPECT_FALSE(bindings_.of("201").front().is_behind_nat);
}

TEST_F(RegistrarTest, is_found_where_it_comes_from) {
  port_ = 40'000;
  EXPECT_EQ(enroll({.contact = "Contact: <sip:201@10.0.0.5:5060>\r\n"}).status, 200);
  const PhoneBinding& binding = bindings_.of("201").front();
  EXPECT_EQ(binding.flow.address.text(), "192.0.2.10:40000");
  EXPECT_TRUE(binding.is_behind_nat);
}

TEST_F(RegistrarTest, a_phone_that_knows_its_outer_address_is_behind_a_nat_all_the_same) {
  EXPECT_EQ(enroll({.host = "192.0.2.10", .via = "10.0.0.5:5060"}).status, 200);
  EXPECT_TRUE(bindings_.of("201").front().is_behind_nat);
}

TEST_F(RegistrarTest, sha_256_is_understood) {
  EXPECT_EQ(enroll({.algorithm = DigestAlgorithm::kSha256}).status, 200);
}

TEST_F(RegistrarTest, a_wrong_password_and_an_unknown_extension_look_the_same) {
  RegistrarReply wrong = enroll({.password = "wrong"});
  RegistrarReply unknown = enroll({.user = "999"});
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(unknown.status, 401);
  const std::string nonce = nonce_of(wrong);
  EXPECT_EQ(wrong.headers.replace(wrong.headers.find(nonce), nonce.size(), nonce_of(unknown)),
            unknown.headers);
  EXPECT_TRUE(bindings_.all().empty());
}

TEST_F(RegistrarTest, nobody_registers_as_another) {
  EXPECT_EQ(enroll({.user = "202", .password = "other", .to = "201"}).status, 403);
  EXPECT_TRUE(bindings_.all().empty());
}

TEST_F(RegistrarTest, a_nonce_of_a_minute_ago_is_stale) {
  const std::string nonce = nonce_of(send({}, ""));
  clock_.advance(Seconds(61));
  const RegistrarReply stale = send({}, proof_of({}, nonce));
  EXPECT_EQ(stale.status, 401);
  EXPECT_NE(stale.headers.find("stale=true"), std::string::npos);
  EXPECT_EQ(send({}, proof_of({}, nonce_of(stale))).status, 200);
  const RegistrarReply wrong = send({}, proof_of({.password = "wrong"}, nonce));
  EXPECT_EQ(wrong.headers.find("stale=true"), std::string::npos) << "only who has the secret";
}

TEST_F(RegistrarTest, a_proof_serves_once) {
  const std::string nonce = nonce_of(send({}, ""));
  EXPECT_EQ(send({}, proof_of({}, nonce, 1)).status, 200);
  EXPECT_EQ(send({}, proof_of({}, nonce, 2)).status, 200);
  const RegistrarReply again = send({}, proof_of({}, nonce, 2));
  EXPECT_EQ(again.status, 401);
  EXPECT_NE(again.headers.find("stale=true"), std::string::npos);
}

TEST_F(RegistrarTest, a_nonce_of_another_host_is_of_no_use) {
  const std::string nonce = nonce_of(send({}, ""));
  EXPECT_EQ(send({.host = "192.0.2.66"}, proof_of({}, nonce)).status, 401);
  EXPECT_TRUE(bindings_.all().empty());
}

TEST_F(RegistrarTest, lifetimes_are_kept_between_a_minute_and_an_hour) {
  const auto left = [&] {
    return std::chrono::duration_cast<Seconds>(bindings_.of("201").front().expires_at -
                                               clock_.now());
  };
  const RegistrarReply brief = enroll({.more = "Expires: 59\r\n"});
  EXPECT_EQ(brief.status, 423);
  EXPECT_EQ(brief.headers, "Min-Expires: 60\r\n");
  EXPECT_TRUE(bindings_.all().empty());
  EXPECT_EQ(enroll({.more = "Expires: 60\r\n"}).status, 200);
  EXPECT_EQ(left(), Seconds(60));
  EXPECT_EQ(enroll({.more = "Expires: 4294967296\r\n"}).status, 200);
  EXPECT_EQ(left(), Seconds(3'600)) << "what cannot be read counts as an hour";
  EXPECT_EQ(enroll({.more = ""}).status, 200);
  EXPECT_EQ(left(), Seconds(3'600));
  EXPECT_EQ(enroll({.contact = "Contact: <sip:201@192.0.2.10>;expires=90\r\n"}).status, 200);
  EXPECT_EQ(left(), Seconds(90)) << "the contact's own comes first";
}

TEST_F(RegistrarTest, is_asked_and_taken_back) {
  EXPECT_EQ(enroll({}).status, 200);
  clock_.advance(Seconds(100));
  const RegistrarReply asked = enroll({.contact = "", .more = ""});
  EXPECT_NE(asked.headers.find("line=x>;expires=500"), std::string::npos) << asked.headers;
  const RegistrarReply taken = enroll({.more = "Expires: 0\r\n"});
  EXPECT_EQ(taken.status, 200);
  EXPECT_EQ(taken.headers.find("Contact"), std::string::npos);
  EXPECT_EQ(presence_.told, "201:1 201:0 ");
}

TEST_F(RegistrarTest, star_takes_back_all) {
  EXPECT_EQ(enroll({}).status, 200);
  port_ = 5'070;
  EXPECT_EQ(enroll({.contact = "Contact: <sip:201@192.0.2.10:5070>\r\n"}).status, 200);
  EXPECT_EQ(bindings_.of("201").size(), 2u);
  EXPECT_EQ(enroll({.contact = "Contact: *\r\n"}).status, 400) << "without Expires: 0";
  EXPECT_EQ(
      enroll({.contact = "Contact: *, <sip:201@192.0.2.10>\r\n", .more = "Expires: 0\r\n"}).status,
      400);
  EXPECT_EQ(bindings_.of("201").size(), 2u);
  EXPECT_EQ(enroll({.contact = "Contact: *\r\n", .more = "Expires: 0\r\n"}).status, 200);
  EXPECT_TRUE(bindings_.all().empty());
  EXPECT_EQ(presence_.told, "201:1 201:2 201:0 ");
}

TEST_F(RegistrarTest, several_contacts_are_taken_all_or_none) {
  EXPECT_EQ(enroll({.contact = "Contact: <sip:201@192.0.2.10>, <tel:201>\r\n"}).status, 400);
  EXPECT_EQ(enroll({.contact = "Contact: <sip:201@192.0.2.10>, <sip:201@192.0.2.11>;expires=1\r\n"})
                .status,
            423);
  EXPECT_EQ(enroll({.contact = "Contact: <sip:1@a>,<sip:2@a>,<sip:3@a>,<sip:4@a>\r\n"}).status,
            400);
  EXPECT_TRUE(bindings_.all().empty());
}

TEST_F(RegistrarTest, contacts_that_would_break_our_requests_are_refused) {
  const std::string long_user(600, 'a');
  for (const std::string& contact :
       {std::string("<sips:201@192.0.2.10>"), std::string("<sip:2 01@192.0.2.10>"),
        std::string("<http://192.0.2.10>"), "<sip:" + long_user + "@192.0.2.10>", std::string("<>"),
        std::string("sip"), std::string("<sip:201\x80@192.0.2.10>"),
        std::string("<sip:201@a\"b>")}) {
    EXPECT_EQ(enroll({.contact = "Contact: " + contact + "\r\n"}).status, 400) << contact;
  }
  EXPECT_TRUE(bindings_.all().empty());
}

TEST_F(RegistrarTest, a_request_that_was_overtaken_changes_nothing) {
  EXPECT_EQ(enroll({}).status, 200);
  sequence_ = 1;
  const std::string nonce = nonce_of(send({}, ""));
  sequence_ = 2;
  EXPECT_EQ(send({.more = "Expires: 0\r\n"}, proof_of({}, nonce)).status, 500);
  EXPECT_EQ(bindings_.of("201").size(), 1u);
  call_id_ = "b@192.0.2.10";
  EXPECT_EQ(enroll({}).status, 200) << "started anew";
}

TEST_F(RegistrarTest, extensions_of_the_protocol_are_refused_when_required) {
  const RegistrarReply refused = enroll({.more = "Require: path\r\nPath: <sip:proxy;lr>\r\n"});
  EXPECT_EQ(refused.status, 420);
  EXPECT_EQ(refused.headers, "Unsupported: path\r\n");
}

TEST_F(RegistrarTest, who_guesses_is_met_with_silence) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(enroll({.password = "wrong"}).status, 401);
  const std::string nonce = nonce_of(send({}, ""));
  EXPECT_EQ(send({.password = "wrong"}, proof_of({.password = "wrong"}, nonce)).status, 401);
  EXPECT_TRUE(send({}, "").is_silent);
  EXPECT_TRUE(send({}, proof_of({}, nonce)).is_silent) << "the right one does not show either";
  EXPECT_EQ(enroll({.user = "202", .password = "other"}).status, 200) << "a colleague's phone";
  EXPECT_EQ(enroll({.host = "192.0.2.66"}).status, 200) << "the same extension elsewhere";
  clock_.advance(Seconds(60));
  EXPECT_EQ(enroll({}).status, 200);
}

TEST_F(RegistrarTest, who_tries_many_extensions_is_met_with_silence) {
  EXPECT_EQ(enroll({}).status, 200);
  for (int i = 300; i < 320; ++i) EXPECT_EQ(enroll({.user = std::to_string(i)}).status, 401);
  EXPECT_TRUE(enroll({.user = "400"}).is_silent);
  EXPECT_TRUE(enroll({.user = "202", .password = "other"}).is_silent);
  EXPECT_EQ(enroll({}).status, 200) << "a phone that is registered there goes on";
}

TEST_F(RegistrarTest, an_extension_that_is_guessed_from_everywhere_keeps_its_phone) {
  EXPECT_EQ(enroll({}).status, 200);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(enroll({.password = "x", .host = "198.51.100." + std::to_string(i)}).status, 401);
  }
  EXPECT_TRUE(enroll({.host = "203.0.113.1"}).is_silent);
  EXPECT_EQ(enroll({}).status, 200);
}

TEST_F(RegistrarTest, requests_without_a_proof_are_limited) {
  for (int i = 0; i < 100; ++i) EXPECT_EQ(send({}, "").status, 401);
  EXPECT_TRUE(send({}, "").is_silent);
  EXPECT_EQ(send({.host = "192.0.2.66"}, "").status, 401);
  clock_.advance(Seconds(1));
  EXPECT_EQ(send({}, "").status, 401);
}

TEST_F(RegistrarTest, garbage_in_the_place_of_a_proof_counts_as_a_guess) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(send({}, "Authorization: Digest x\r\n").status, 400);
  EXPECT_TRUE(send({}, "").is_silent);
}

TEST_F(RegistrarTest, a_proof_for_another_realm_is_none) {
  const std::string other =
      "Authorization: Digest username=\"201\", realm=\"elsewhere\", nonce=\"n\", uri=\"sip:a\", "
      "response=\"0123456789abcdef0123456789abcdef\"\r\n";
  const RegistrarReply challenge = send({}, other);
  EXPECT_EQ(challenge.status, 401);
  EXPECT_EQ(send({}, other + proof_of({}, nonce_of(challenge))).status, 200);
}

/// In the manner of RFC 4475: each is read or refused by its code, and none is bound.
TEST_F(RegistrarTest, torture) {
  const std::vector<std::pair<std::string, int>> cases{
      {"CSeq: 1 REGISTER\r\n", 400},
      {"To: <sip:202@madoguchi>\r\n", 400},
      {"Max-Forwards: 300\r\n", 400},
      {"Content-Length: 99\r\n", 400},
      {"Contact: <sip:201@192.0.2.10;expires=1\r\n", 400},
      {"Contact: \"unended <sip:201@a>\r\n", 400},
      {"Contact: <sip:201@a>;expires=-1\r\nContact: <mailto:a@b>\r\n", 400},
      {"m: <sip:%00@\x01>\r\n", 400},
  };
  for (const auto& [line, status] : cases) {
    const Wish wish{.contact = line};
    const RegistrarReply reply = send(wish, proof_of(wish, nonce_of(send({}, ""))));
    EXPECT_EQ(reply.status, status) << line;
    EXPECT_TRUE(bindings_.all().empty()) << line;
  }
}

}  // namespace
}  // namespace madoguchi::voice
