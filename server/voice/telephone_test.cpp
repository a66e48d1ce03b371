#include "voice/telephone.h"

#include "voice/telephone_testing.h"

namespace madoguchi::voice {
namespace {

TEST_F(TelephoneTest, a_caller_is_answered_hears_music_and_hangs_up) {
  const std::string answer = caller_->call(caller_->sdp());
  EXPECT_TRUE(desk_.waits_for("call carrier 09011112222 0312345678"));
  ASSERT_NE(answer.find("m=audio 42"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Contact: <sip:madoguchi@127.0.0.1:"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Allow: INVITE"), std::string::npos);
  const auto first = caller_->receive_rtp();
  ASSERT_TRUE(first);
  const std::uint16_t sequence = first->sequence;
  EXPECT_TRUE(first->has_marker);
  const auto second = caller_->receive_rtp();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->sequence, static_cast<std::uint16_t>(sequence + 1));
  EXPECT_EQ(telephone_->counts().calls, 1);
  caller_->request("BYE", "", 2, caller_->tag());
  EXPECT_TRUE(caller_->receive("SIP/2.0 200").starts_with("SIP/2.0 200"));
  EXPECT_TRUE(desk_.waits_for("left"));
  EXPECT_TRUE(has_no_calls());
}

TEST_F(TelephoneTest, we_hang_up) {
  const auto call = std::make_shared<std::atomic<std::int64_t>>(0);
  desk_.decide_by([call, telephone = telephone_.get()](CallId id) {
    *call = id.value();
    telephone->answer(id);
  });
  caller_->call(caller_->sdp());
  telephone_->hang_up(CallId(*call));
  const std::string bye = caller_->receive("BYE");
  ASSERT_TRUE(bye.starts_with("BYE sip:caller@"));
  EXPECT_EQ(desk_.told(), 1u) << "what we ended is not told";
}

TEST_F(TelephoneTest, the_caller_gives_up_while_it_rings) {
  desk_.decide_by({});
  caller_->request("INVITE", caller_->sdp());
  EXPECT_FALSE(caller_->receive("SIP/2.0 180").empty());
  caller_->request("CANCEL");
  EXPECT_FALSE(caller_->receive("SIP/2.0 487").empty());
  EXPECT_TRUE(desk_.waits_for("left"));
}

TEST_F(TelephoneTest, refusals_have_their_codes) {
  caller_->request("INVITE", caller_->sdp(), 1, "", "", "0399999999");
  EXPECT_FALSE(caller_->receive("SIP/2.0 404").empty());
  Caller mute(telephone_->local());
  mute.request("INVITE", mute.sdp("18"));
  EXPECT_FALSE(mute.receive("SIP/2.0 488").empty());
  Caller odd(telephone_->local());
  odd.request("INVITE", "this is no description");
  EXPECT_FALSE(odd.receive("SIP/2.0 400").empty());
  EXPECT_EQ(desk_.told(), 0u);
  desk_.decide_by([telephone = telephone_.get()](CallId call) {
    telephone->refuse(call, CallRefusal::kTryLater);
  });
  Caller later(telephone_->local());
  later.request("INVITE", later.sdp());
  const std::string refused = later.receive("SIP/2.0 503");
  EXPECT_NE(refused.find("Retry-After: 5"), std::string::npos) << refused;
  EXPECT_TRUE(has_no_calls());
}

TEST_F(TelephoneTest, a_call_that_nobody_decides_on_is_refused) {
  open(std::chrono::seconds(30), std::chrono::milliseconds(100));
  desk_.decide_by({});
  caller_->request("INVITE", caller_->sdp());
  EXPECT_NE(caller_->receive("SIP/2.0 503").find("Retry-After: 5"), std::string::npos);
  EXPECT_TRUE(desk_.waits_for("not taken"));
  EXPECT_TRUE(has_no_calls());
  EXPECT_EQ(telephone_->counts().refused, 1);
  EXPECT_EQ(telephone_->counts().accepted, 1);
}

TEST_F(TelephoneTest, one_call_too_many_is_told_to_come_later) {
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < 3; ++i) {
    callers.push_back(std::make_unique<Caller>(telephone_->local()));
    EXPECT_FALSE(callers.back()->call(callers.back()->sdp()).empty());
  }
  caller_->request("INVITE", caller_->sdp());
  EXPECT_NE(caller_->receive("SIP/2.0 503").find("Retry-After"), std::string::npos);
}

TEST_F(TelephoneTest, a_stranger_is_refused_once_and_then_met_with_silence) {
  Caller stranger(telephone_->local(), "127.0.0.77");
  stranger.request("INVITE", stranger.sdp());
  EXPECT_TRUE(stranger.receive().starts_with("SIP/2.0 403 Forbidden"));
  EXPECT_EQ(stranger.receive(1'200), "") << "not again without an ACK";
  stranger.request("OPTIONS", "", 2);
  stranger.request("INVITE", stranger.sdp(), 3);
  stranger.send("garbage");
  EXPECT_EQ(stranger.receive(300), "");
  EXPECT_EQ(desk_.told(), 0u);
  EXPECT_GE(telephone_->counts().strangers, 4);
  EXPECT_FALSE(caller_->call(caller_->sdp()).empty()) << "trunks are not touched by it";
}

TEST_F(TelephoneTest, options_and_other_methods_are_answered) {
  caller_->request("OPTIONS");
  EXPECT_NE(caller_->receive("SIP/2.0 200").find("Allow: INVITE"), std::string::npos);
  caller_->request("REGISTER", "", 2);
  EXPECT_NE(caller_->receive("SIP/2.0 405").find("Allow: INVITE"), std::string::npos);
  caller_->request("INVITE", caller_->sdp(), 3, "", "Require: timer\r\n");
  EXPECT_NE(caller_->receive("SIP/2.0 420").find("Unsupported: timer"), std::string::npos);
  caller_->request("BYE", "", 4, "nobody");
  EXPECT_FALSE(caller_->receive("SIP/2.0 481").empty());
}

TEST_F(TelephoneTest, garbage_from_a_trunk_harms_nobody) {
  for (const std::string& garbage :
       {std::string("\0\1\2", 3), std::string("INVITE"),
        std::string("INVITE sip:a SIP/2.0\r\n\r\n"), std::string(4'000, 'A'),
        std::string("\r\n\r\n"), std::string("SIP/2.0 200 OK\r\n\r\n"),
        std::string("BYE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK\r\nTo: <\r\n\r\n")}) {
    caller_->send(garbage);
  }
  EXPECT_FALSE(caller_->call(caller_->sdp()).empty());
}

TEST_F(TelephoneTest, hold_and_resume_by_re_invite) {
  caller_->call(caller_->sdp());
  ASSERT_TRUE(caller_->receive_rtp());
  caller_->request("INVITE", caller_->sdp() + "a=inactive\r\n", 2, caller_->tag());
  EXPECT_NE(caller_->receive("SIP/2.0 200").find("a=inactive"), std::string::npos);
  caller_->request("ACK", "", 2, caller_->tag());
  ::usleep(100'000);
  caller_->drain_rtp();
  ::usleep(100'000);
  EXPECT_EQ(caller_->drain_rtp(), 0);
  caller_->request("INVITE", caller_->sdp(), 3, caller_->tag());
  EXPECT_NE(caller_->receive("SIP/2.0 200").find("a=sendrecv"), std::string::npos);
  EXPECT_TRUE(caller_->receive_rtp());
  caller_->request("ACK", "", 3, caller_->tag());
  caller_->request("INVITE", caller_->sdp("18"), 4, caller_->tag());
  EXPECT_FALSE(caller_->receive("SIP/2.0 488").empty());
  EXPECT_TRUE(caller_->receive_rtp());
}

TEST_F(TelephoneTest, a_re_invite_without_description_ends_a_hold) {
  caller_->call(caller_->sdp());
  caller_->request("INVITE", caller_->sdp() + "a=sendonly\r\n", 2, caller_->tag());
  EXPECT_NE(caller_->receive("SIP/2.0 200").find("a=recvonly"), std::string::npos);
  caller_->request("ACK", "", 2, caller_->tag());
  caller_->request("INVITE", "", 3, caller_->tag());
  EXPECT_NE(caller_->receive("SIP/2.0 200").find("a=sendrecv"), std::string::npos);
  ::usleep(100'000);
  caller_->drain_rtp();
  caller_->request("ACK", caller_->sdp(), 3, caller_->tag());
  EXPECT_TRUE(caller_->receive_rtp());
}

TEST_F(TelephoneTest, an_invite_without_description_gets_our_offer) {
  caller_->request("INVITE");
  const std::string answer = caller_->receive("SIP/2.0 200");
  EXPECT_NE(answer.find("RTP/AVP 0 8 101"), std::string::npos) << answer;
  EXPECT_EQ(caller_->drain_rtp(), 0);
  caller_->request("ACK", caller_->sdp("8"), 1, Caller::tag_of(answer));
  const auto packet = caller_->receive_rtp();
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->payload_type, 8);
}

TEST_F(TelephoneTest, audio_waits_for_the_acknowledgement) {
  caller_->request("INVITE", caller_->sdp());
  const std::string answer = caller_->receive("SIP/2.0 200");
  ASSERT_FALSE(answer.empty());
  ::usleep(200'000);
  EXPECT_EQ(caller_->drain_rtp(), 0) << "whoever wrote the address has not shown to be there";
  caller_->request("ACK", "", 1, Caller::tag_of(answer));
  EXPECT_TRUE(caller_->receive_rtp());
}

TEST_F(TelephoneTest, a_caller_who_sends_nothing_is_given_up) {
  open(std::chrono::seconds(1));
  caller_->call(caller_->sdp());
  EXPECT_TRUE(desk_.waits_for("media lost"));
  EXPECT_FALSE(caller_->receive("BYE").empty());
}

TEST_F(TelephoneTest, the_end_of_the_program_hangs_up) {
  caller_->call(caller_->sdp());
  telephone_->stop();
  EXPECT_FALSE(caller_->receive("BYE").empty());
}

TEST_F(TelephoneTest, a_port_that_is_taken_is_said_to_be) {
  TelephoneOptions options;
  options.listen = telephone_->local();
  const auto second = Telephone::open(options, desk_, ids_, clock_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::ErrorCode::kAlreadyExists);
  EXPECT_FALSE(caller_->call(caller_->sdp()).empty());
}

}  // namespace
}  // namespace madoguchi::voice
