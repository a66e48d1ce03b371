#include "voice/media/rtp_leg.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <poll.h>

#include "voice/media/big_endian.h"
#include "voice/media/rtcp_testing.h"
#include "voice/media/sound_player.h"

namespace madoguchi::voice {
namespace {

using Datagram = std::vector<std::uint8_t>;
using std::chrono::milliseconds;
using std::chrono::seconds;

NetAddress loopback(const char* host = "127.0.0.1") { return *NetAddress::parse(host); }

class Told final : public AudioLegListener {
 public:
  void on_connected(AudioLeg&) override { ++connected; }
  void on_audio(AudioLeg&, const AudioPacket& packet, MediaTime) override {
    heard.push_back(packet.sequence);
  }
  void on_key(AudioLeg&, char key) override { keys += key; }
  void on_hold_changed(AudioLeg& leg) override { held.push_back(leg.is_on_hold()); }
  void on_interrupted(AudioLeg&) override { FAIL(); }
  void on_lost(AudioLeg&, LegLoss loss) override {
    EXPECT_EQ(loss, LegLoss::kSilent);
    ++times;
  }
  int connected = 0;
  int times = 0;
  std::vector<std::uint16_t> heard;
  std::string keys;
  std::vector<bool> held;
};

/// A leg without a thread: the test is its clock.
class Leg : public ::testing::Test {
 protected:
  Leg()
      : rtp_(*UdpSocket::bind(loopback())),
        rtcp_(*UdpSocket::bind(loopback())),
        stranger_(*UdpSocket::bind(loopback("127.0.0.9"))) {
    make(false);
    sound_ = std::make_shared<const Sound>(std::vector<std::int16_t>(320, 500));
  }

  void make(bool may_hold_silently) {
    RtpLegOptions options;
    options.may_hold_silently = may_hold_silently;
    options.start = {77, 65'530, 0, "leg"};
    SocketPair sockets{*UdpSocket::bind(loopback()), *UdpSocket::bind(loopback())};
    rtp_address_ = sockets.rtp.local();
    rtcp_address_ = sockets.rtcp.local();
    leg_ = std::make_unique<RtpLeg>(options, std::move(sockets));
    leg_->listen(&told_);
  }

  void begin(MediaFormat format = {}) {
    leg_->set_remote({rtp_.local(), rtcp_.local(), loopback()}, format);
    player_.play(sound_);
  }
  void tick() {
    leg_->on_tick(now_);
    while (const auto packet = player_.next(leg_->codec(), now_)) leg_->send(*packet, now_);
  }
  void pass(milliseconds duration) {
    for (const MediaTime end = now_ + duration; now_ < end;) {
      now_ += MediaThread::kTick;
      tick();
    }
  }
  static Datagram receive(const UdpSocket& socket) {
    pollfd waiting{socket.fd(), POLLIN, 0};
    if (::poll(&waiting, 1, 200) <= 0) return {};
    Datagram datagram(1500);
    NetAddress source;
    datagram.resize(static_cast<std::size_t>(std::max(0, socket.receive(datagram, source))));
    return datagram;
  }
  static int drain(const UdpSocket& socket) {
    Datagram datagram(1500);
    NetAddress source;
    int count = 0;
    while (socket.receive(datagram, source) >= 0) ++count;
    return count;
  }
  static Datagram rtp(std::uint16_t sequence, std::uint8_t type = 0) {
    RtpPacket packet;
    packet.payload_type = type;
    packet.sequence = sequence;
    packet.ssrc = 9;
    Datagram datagram(kRtpHeaderSize + 160);
    write_rtp_header(packet, std::span(datagram).first<kRtpHeaderSize>());
    return datagram;
  }
  void send_from(const UdpSocket& socket, const Datagram& datagram) {
    ASSERT_TRUE(socket.send(datagram, rtp_address_));
    leg_->on_readable(leg_->sockets()[0], now_);
  }

  UdpSocket rtp_;
  UdpSocket rtcp_;
  UdpSocket stranger_;
  NetAddress rtp_address_;
  NetAddress rtcp_address_;
  Told told_;
  std::unique_ptr<RtpLeg> leg_;
  std::shared_ptr<const Sound> sound_;
  SoundPlayer player_;
  MediaTime now_{std::chrono::hours(1)};
};

TEST_F(Leg, plays_a_packet_each_20_ms_in_order) {
  begin();
  pass(milliseconds(200));
  for (int i = 0; i < 10; ++i) {
    const Datagram datagram = receive(rtp_);
    const auto packet = read_rtp(datagram);
    ASSERT_TRUE(packet) << i;
    EXPECT_EQ(packet->sequence, static_cast<std::uint16_t>(65'530 + i));
    EXPECT_EQ(packet->timestamp, static_cast<std::uint32_t>(160 * i));
    EXPECT_EQ(packet->has_marker, i == 0);
    EXPECT_EQ(packet->ssrc, 77u);
    EXPECT_EQ(packet->payload.size(), 160u);
    EXPECT_NEAR(decode_g711(Codec::kPcmu, packet->payload[0]), 500, 20);
  }
  EXPECT_EQ(drain(rtp_), 0);
}

TEST_F(Leg, a_tick_that_comes_late_is_made_up_for_or_jumped_over) {
  begin();
  pass(milliseconds(20));
  now_ += milliseconds(80);
  tick();
  EXPECT_EQ(drain(rtp_), 5);
  now_ += seconds(2);
  tick();
  const Datagram datagram = receive(rtp_);
  const auto packet = read_rtp(datagram);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->timestamp, 104u * 160) << "five packets, and 99 that were never sent";
  EXPECT_EQ(drain(rtp_), 0);
}

TEST_F(Leg, follows_the_address_that_sends_and_keeps_it) {
  begin();
  const UdpSocket behind_nat = *UdpSocket::bind(loopback());
  send_from(behind_nat, rtp(1));
  pass(milliseconds(20));
  EXPECT_EQ(drain(behind_nat), 1);
  EXPECT_EQ(drain(rtp_), 0);
  const UdpSocket other = *UdpSocket::bind(loopback());
  send_from(other, rtp(2));
  pass(milliseconds(20));
  EXPECT_EQ(drain(behind_nat), 1) << "another port of that host is not believed at once";
  pass(seconds(2));
  drain(behind_nat);
  send_from(other, rtp(3));
  pass(milliseconds(20));
  EXPECT_EQ(drain(other), 1);
  EXPECT_EQ(leg_->counts().received, 2);
  EXPECT_EQ(leg_->counts().refused, 1);
  EXPECT_EQ(told_.connected, 1);
}

TEST_F(Leg, strangers_and_garbage_are_refused) {
  begin();
  send_from(stranger_, rtp(1));
  send_from(rtp_, Datagram{1, 2, 3});
  send_from(rtp_, rtp(2, 96));
  send_from(rtp_, Datagram(1'500, 0xFF));
  EXPECT_EQ(leg_->counts().received, 0);
  EXPECT_EQ(leg_->counts().refused, 4);
  pass(milliseconds(20));
  EXPECT_EQ(drain(stranger_), 0);
}

TEST_F(Leg, keys_count_as_media_of_the_call) {
  MediaFormat format;
  format.telephone_event = 101;
  begin(format);
  send_from(rtp_, rtp(1, 101));
  EXPECT_EQ(leg_->counts().received, 1);
}

/// What comes at the RTP socket: "event 1600* 0", the codec's packets as "audio".
std::string said_of(const RtpPacket& packet) {
  if (packet.payload_type != 101) return packet.has_marker ? "audio*" : "audio";
  return "event " + std::to_string(packet.timestamp) + (packet.has_marker ? "* " : " ") +
         std::to_string(packet.payload[0]);
}

TEST_F(Leg, keys_are_sent_in_place_of_audio) {
  MediaFormat format;
  format.telephone_event = 101;
  begin(format);
  pass(milliseconds(20));
  leg_->send_keys("7");
  pass(milliseconds(180));
  std::vector<std::string> said;
  std::uint16_t sequence = 65'530;
  for (Datagram datagram = receive(rtp_); !datagram.empty(); datagram = receive(rtp_)) {
    const auto packet = read_rtp(datagram);
    ASSERT_TRUE(packet);
    EXPECT_EQ(packet->sequence, sequence++) << "one stream without a hole";
    said.push_back(said_of(*packet));
  }
  ASSERT_EQ(said.size(), 10u);
  EXPECT_EQ(said[0], "audio*");
  EXPECT_EQ(said[1], "event 160* 7");
  for (int i = 2; i < 8; ++i) EXPECT_EQ(said[static_cast<std::size_t>(i)], "event 160 7");
  EXPECT_EQ(said[8], "audio*") << "the pause behind the last key is filled";
  EXPECT_EQ(said[9], "audio");
}

TEST_F(Leg, keys_are_dropped_where_nobody_understands_them) {
  begin();
  leg_->send_keys("7");
  pass(milliseconds(100));
  EXPECT_EQ(drain(rtp_), 5) << "the audio goes on";
}

TEST_F(Leg, audio_and_keys_are_told_apart) {
  MediaFormat format;
  format.telephone_event = 101;
  begin(format);
  send_from(rtp_, rtp(1));
  send_from(rtp_, rtp(2, 101));
  send_from(rtp_, rtp(3, 101));
  send_from(rtp_, rtp(4));
  EXPECT_EQ(told_.heard, (std::vector<std::uint16_t>{1, 4}));
  EXPECT_EQ(told_.keys, "0");
  EXPECT_EQ(leg_->counts().lost, 0) << "packets of keys are not missing";
}

TEST_F(Leg, audio_is_sent_in_the_codec_of_the_other_side) {
  MediaFormat format;
  format.codec = Codec::kPcma;
  format.payload_type = 8;
  begin(format);
  const std::vector<std::uint8_t> loud(160, encode_g711(Codec::kPcmu, 8'000));
  const auto sent = leg_->send({Codec::kPcmu, 5, 800, loud}, now_);
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->codec, Codec::kPcma);
  EXPECT_EQ(sent->sequence, 65'530) << "as it was sent";
  const Datagram datagram = receive(rtp_);
  const auto packet = read_rtp(datagram);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->payload_type, 8);
  EXPECT_NEAR(decode_g711(Codec::kPcma, packet->payload[0]), 8'000, 300);
}

TEST_F(Leg, after_the_end_nothing_is_taken_or_sent) {
  begin();
  leg_->close();
  send_from(rtp_, rtp(1));
  pass(seconds(60));
  EXPECT_EQ(drain(rtp_), 0);
  EXPECT_EQ(told_.times, 0);
  EXPECT_TRUE(told_.heard.empty());
}

TEST_F(Leg, silence_of_the_other_side_is_told_once) {
  begin();
  pass(seconds(29));
  EXPECT_EQ(told_.times, 0);
  pass(seconds(2));
  EXPECT_EQ(told_.times, 1);
  pass(seconds(60));
  EXPECT_EQ(told_.times, 1);
}

TEST_F(Leg, reports_are_a_sign_of_life_too) {
  begin();
  for (int i = 0; i < 4; ++i) {
    pass(seconds(20));
    RtcpReport report;
    report.ssrc = 9;
    ASSERT_TRUE(rtcp_.send(write_rtcp(report), rtcp_address_));
    leg_->on_readable(leg_->sockets()[1], now_);
  }
  EXPECT_EQ(told_.times, 0);
}

TEST_F(Leg, a_caller_on_hold_may_be_silent_and_hears_nothing) {
  MediaFormat held;
  held.they_send = false;
  held.we_send = false;
  begin(held);
  pass(seconds(100));
  EXPECT_EQ(told_.times, 0);
  EXPECT_EQ(drain(rtp_), 0);
  leg_->set_remote({rtp_.local(), rtcp_.local(), loopback()}, MediaFormat{});
  pass(milliseconds(20));
  EXPECT_EQ(drain(rtp_), 1);
  pass(seconds(31));
  EXPECT_EQ(told_.times, 1);
}

TEST_F(Leg, a_customer_who_holds_and_sends_nothing_has_vanished) {
  begin();
  MediaFormat held;
  held.we_send = false;
  leg_->set_remote({rtp_.local(), rtcp_.local(), loopback()}, held);
  pass(seconds(31));
  EXPECT_EQ(told_.times, 1);
}

TEST_F(Leg, a_phone_that_holds_may_be_silent_though_it_would_send) {
  make(true);
  begin();
  MediaFormat held;
  held.we_send = false;
  leg_->set_remote({rtp_.local(), rtcp_.local(), loopback()}, held);
  pass(seconds(100));
  EXPECT_EQ(told_.times, 0);
  leg_->set_remote({rtp_.local(), rtcp_.local(), loopback()}, MediaFormat{});
  EXPECT_EQ(told_.held, (std::vector<bool>{true, false})) << "each change once";
  pass(seconds(31));
  EXPECT_EQ(told_.times, 1);
}

TEST_F(Leg, reports_what_it_sent_and_what_it_missed) {
  begin();
  send_from(rtp_, rtp(1));
  send_from(rtp_, rtp(3));
  RtcpReport theirs;
  theirs.ssrc = 9;
  theirs.sender = SenderInfo{0x0000111122223333, 0, 1, 1};
  ASSERT_TRUE(rtcp_.send(write_rtcp(theirs), rtcp_address_));
  leg_->on_readable(leg_->sockets()[1], now_);
  pass(seconds(3));
  const auto read = read_sent_rtcp(receive(rtcp_));
  ASSERT_TRUE(read && read->block && read->sender_ntp);
  EXPECT_EQ(read->ssrc, 77u);
  EXPECT_EQ(read->block->lost, 1);
  EXPECT_EQ(read->block->last_sender_report, 0x11112222u);
  EXPECT_NEAR(read->block->delay, 2.5 * 65'536, 0.1 * 65'536);
}

TEST_F(Leg, says_good_bye) {
  begin();
  leg_.reset();
  EXPECT_TRUE(read_sent_rtcp(receive(rtcp_))->is_end);
}

TEST_F(Leg, sends_nothing_before_it_knows_where_to) {
  player_.play(sound_);
  leg_->send_keys("1");
  pass(seconds(60));
  EXPECT_EQ(leg_->counts().sent, 0);
  EXPECT_EQ(told_.times, 0);
}

TEST(PortPool, gives_pairs_round_and_round) {
  PortPool pool(loopback(), {41'001, 41'006});
  EXPECT_EQ(pool.pairs(), 2u);
  auto first = pool.open();
  auto second = pool.open();
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->rtp.local().port(), 41'002);
  EXPECT_EQ(first->rtcp.local().port(), 41'003);
  EXPECT_EQ(second->rtp.local().port(), 41'004);
  const auto full = pool.open();
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, base::ErrorCode::kTryLater);
  *first = {};
  EXPECT_EQ(pool.open()->rtp.local().port(), 41'002);
}

TEST(PortPool, passes_over_what_somebody_else_holds) {
  const auto held = UdpSocket::bind(loopback().with_port(41'103));
  ASSERT_TRUE(held);
  PortPool pool(loopback(), {41'102, 41'105});
  EXPECT_EQ(pool.open()->rtp.local().port(), 41'104);
}

}  // namespace
}  // namespace madoguchi::voice
