#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include "features/live/live_desk.h"
#include "transport/socket.h"

namespace madoguchi::channels {

using WatcherId = std::uint64_t;

/// Tells customers in browsers how their calls stand: the frame `call` of docs/events.md when it
/// changed. Lives on the desk's thread, and so are its functions.
class CallWatchers {
 public:
  static constexpr std::size_t kMaxWatchersPerCall = 4;

  explicit CallWatchers(features::LiveDesk& desk) : desk_(desk) {}

  /// Sends how the call stands, and from then on what changes. One socket too many is closed
  /// (4008).
  void add(WatcherId id, base::ContactId call, std::shared_ptr<transport::Socket> socket);
  void remove(WatcherId id);

  /// Sends what changed since the last time.
  void show(base::ContactId call);
  /// The same for all calls that wait in the queue.
  void show_line(base::QueueId queue);
  /// The last frame; then the sockets are closed.
  void end(base::ContactId call);
  void say_alive();

 private:
  struct Watched {
    std::unordered_map<WatcherId, std::shared_ptr<transport::Socket>> sockets;
    std::string sent;  ///< the last frame
  };
  [[nodiscard]] std::string frame_of(base::ContactId call, bool is_over = false) const;
  [[nodiscard]] std::optional<int> place_of(const desk::Contact& contact) const;
  void send(Watched& watched, const std::string& text);

  features::LiveDesk& desk_;
  std::unordered_map<base::ContactId, Watched> calls_;
  std::unordered_map<WatcherId, base::ContactId> call_of_;
  std::unordered_map<base::ContactId, int> places_;  ///< as of the last show_line()
};

}  // namespace madoguchi::channels
