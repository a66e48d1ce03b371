#include "voice/webrtc/dtls_session.h"

#include <thread>

#include <gtest/gtest.h>

#include "voice/webrtc/webrtc_testing.h"

namespace madoguchi::voice {
namespace {

using State = DtlsSession::State;

TEST(DtlsSession, both_sides_come_to_the_same_keys) {
  DtlsPair pair;
  EXPECT_FALSE(pair.server->keys());
  pair.exchange();
  ASSERT_EQ(pair.server->state(), State::kEstablished);
  ASSERT_EQ(pair.client->state(), State::kEstablished);
  const auto ours = pair.server->keys();
  const auto theirs = pair.client->keys();
  ASSERT_TRUE(ours && theirs);
  EXPECT_EQ(ours->suite, theirs->suite);
  EXPECT_EQ(ours->suite, SrtpSuite::kAeadAes128Gcm);
  EXPECT_EQ(ours->sent_by_client.bytes, theirs->sent_by_client.bytes);
  EXPECT_EQ(ours->sent_by_server.bytes, theirs->sent_by_server.bytes);
  EXPECT_NE(ours->sent_by_server.bytes, ours->sent_by_client.bytes);
  EXPECT_EQ(ours->sent_by_server.size, 28u);
}

TEST(DtlsSession, a_browser_that_knows_only_the_older_suite_gets_it) {
  DtlsPair pair;
  SSL_CTX_set_tlsext_use_srtp(pair.server_identity.context(), "SRTP_AES128_CM_SHA1_80");
  pair.server.emplace(*DtlsSession::start(
      pair.server_identity, DtlsSession::Role::kServer, pair.client_identity.fingerprint(),
      [&](Bytes bytes) { pair.to_client.emplace_back(bytes.begin(), bytes.end()); }));
  pair.exchange();
  ASSERT_TRUE(pair.server->keys());
  EXPECT_EQ(pair.server->keys()->suite, SrtpSuite::kAes128CmHmacSha1);
  EXPECT_EQ(pair.server->keys()->sent_by_client.size, 30u);
}

TEST(DtlsSession, another_certificate_than_the_offer_named_fails) {
  const std::string other = DtlsIdentity::make()->fingerprint();
  DtlsPair pair(other);
  pair.exchange();
  EXPECT_EQ(pair.server->state(), State::kFailed);
  EXPECT_FALSE(pair.server->keys());
}

TEST(DtlsSession, the_case_of_a_fingerprint_does_not_matter) {
  DtlsPair pair;
  std::string lower = pair.client_identity.fingerprint();
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  pair.server.emplace(*DtlsSession::start(
      pair.server_identity, DtlsSession::Role::kServer, lower,
      [&](Bytes bytes) { pair.to_client.emplace_back(bytes.begin(), bytes.end()); }));
  pair.exchange();
  EXPECT_EQ(pair.server->state(), State::kEstablished);
}

TEST(DtlsSession, a_flight_that_was_lost_is_sent_again) {
  DtlsPair pair;
  const auto lost = std::exchange(pair.to_server, {});
  ASSERT_FALSE(lost.empty());
  pair.client->tick();
  EXPECT_TRUE(pair.to_server.empty()) << "before its time";
  // The first timer of RFC 6347 section 4.2.4.1 is a second.
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  pair.client->tick();
  EXPECT_FALSE(pair.to_server.empty());
  pair.exchange();
  EXPECT_EQ(pair.server->state(), State::kEstablished);
}

TEST(DtlsSession, datagrams_stay_below_the_mtu) {
  DtlsPair pair;
  std::size_t longest = 0;
  while (!pair.to_server.empty() || !pair.to_client.empty()) {
    for (const auto* queue : {&pair.to_server, &pair.to_client}) {
      for (const Datagram& datagram : *queue) longest = std::max(longest, datagram.size());
    }
    for (const Datagram& one : std::exchange(pair.to_server, {})) pair.server->receive(one);
    for (const Datagram& one : std::exchange(pair.to_client, {})) pair.client->receive(one);
  }
  EXPECT_GT(longest, 100u);
  EXPECT_LE(longest, 1200u);
}

TEST(DtlsSession, garbage_before_and_after_the_handshake_changes_nothing) {
  DtlsPair pair;
  const auto send_garbage = [&] {
    pair.server->receive(Datagram(40, 0x17));
    pair.server->receive(Datagram{});
    pair.server->receive(Datagram{22});
  };
  send_garbage();
  EXPECT_EQ(pair.server->state(), State::kHandshaking);
  pair.exchange();
  EXPECT_EQ(pair.server->state(), State::kEstablished);
  send_garbage();
  EXPECT_EQ(pair.server->state(), State::kEstablished);
}

TEST(DtlsSession, the_end_of_the_other_side_is_noticed) {
  DtlsPair pair;
  pair.exchange();
  pair.client->close();
  pair.exchange();
  EXPECT_EQ(pair.server->state(), State::kClosed);
  EXPECT_FALSE(pair.server->keys());
}

}  // namespace
}  // namespace madoguchi::voice
