#include "channels/web_call/call_socket.h"

#include <atomic>
#include <utility>

#include "channels/web_chat/open_service.h"

namespace madoguchi::channels {
namespace {

/// On its socket's I/O thread. Who watches has nothing to say.
class WatchingListener final : public transport::SocketListener {
 public:
  WatchingListener(WebCalls& calls, WatcherId id, std::shared_ptr<transport::Socket> socket)
      : calls_(calls), id_(id), socket_(std::move(socket)) {}

  void on_text(std::string) override { socket_->close(kNotUnderstood, "frame not understood"); }
  void on_closed() override {
    calls_.unwatch(id_);
    socket_.reset();
  }

 private:
  WebCalls& calls_;
  const WatcherId id_;
  std::shared_ptr<transport::Socket> socket_;
};

}  // namespace

boost::asio::awaitable<base::Result<transport::OpenSocket>> watch_call(WebCalls& calls,
                                                                       std::string key,
                                                                       base::ContactId call) {
  static std::atomic<WatcherId> next_id{1};
  MDG_AWAIT_TRY(calls.require_own(std::move(key), call));
  co_return transport::OpenSocket(
      [&calls, call, id = next_id++](std::shared_ptr<transport::Socket> socket) {
        calls.watch(id, call, socket);
        return std::make_shared<WatchingListener>(calls, id, std::move(socket));
      });
}

}  // namespace madoguchi::channels
