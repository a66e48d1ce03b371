#include "voice/call/media_lanes.h"

namespace madoguchi::voice {

base::Status MediaLanes::open(int count, const NetAddress& browsers) {
  NetAddress local = browsers;
  for (int i = 0; i < count; ++i) {
    MDG_ASSIGN(auto socket, UdpSocket::bind(local));
    if (local.port() != 0) local.set_port(static_cast<std::uint16_t>(local.port() + 1));
    MDG_ASSIGN(auto thread, MediaThread::start());
    auto port = std::make_shared<BrowserPort>(std::move(socket));
    if (!thread->add(port)) return base::fail(base::ErrorCode::kUnavailable, "no media thread");
    lanes_.push_back({std::move(thread), std::move(port)});
  }
  return {};
}

void MediaLanes::stop() {
  for (const MediaLane& lane : lanes_) lane.thread->stop();
}

MediaLane& MediaLanes::next() { return lanes_[next_++ % lanes_.size()]; }

std::int64_t MediaLanes::late_ticks() const {
  std::int64_t ticks = 0;
  for (const MediaLane& lane : lanes_) ticks += lane.thread->late_ticks();
  return ticks;
}

}  // namespace madoguchi::voice
