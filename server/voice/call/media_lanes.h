#pragma once

#include <memory>
#include <vector>

#include "voice/media/media_thread.h"
#include "voice/webrtc/browser_port.h"

namespace madoguchi::voice {

/// A media thread with the UDP port of its browsers. All legs of a call are on one lane.
struct MediaLane {
  std::unique_ptr<MediaThread> thread;
  std::shared_ptr<BrowserPort> browsers;
};

/// The media threads. Opened and stopped by one thread; next() is the SIP thread's.
class MediaLanes {
 public:
  /// `browsers`: the port of the first lane, the next one has the next; 0: any that are free.
  /// kAlreadyExists: a port is taken; kUnavailable: the system gives no thread or socket.
  [[nodiscard]] base::Status open(int count, const NetAddress& browsers);
  void stop();

  /// Calls go to each in turn.
  [[nodiscard]] MediaLane& next();
  [[nodiscard]] std::int64_t late_ticks() const;

 private:
  std::vector<MediaLane> lanes_;
  std::size_t next_ = 0;
};

}  // namespace madoguchi::voice
