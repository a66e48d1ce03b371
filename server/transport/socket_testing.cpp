#include "transport/socket_testing.h"

#include <stdexcept>

#include <boost/asio/awaitable.hpp>

namespace madoguchi::transport {

class SocketApp::Side final : public SocketListener {
 public:
  Side(std::shared_ptr<SocketApp> app, std::shared_ptr<Socket> socket)
      : app_(std::move(app)), socket_(std::move(socket)), thread_(std::this_thread::get_id()) {}

  void on_text(std::string text) override {
    check();
    app_->keep(text);
    if (text.starts_with("echo ")) {
      socket_->send(std::make_shared<const std::string>(text.substr(5)));
    } else if (text.starts_with("close ")) {
      socket_->close(static_cast<std::uint16_t>(std::stoi(text.substr(6))), "as asked");
    } else if (text == "throw") {
      throw std::runtime_error("thrown by on_text");
    }
  }

  void on_closed() override {
    check();
    is_closed_ = true;
    ++app_->closed_;
  }

 private:
  void check() {
    if (is_closed_ || std::this_thread::get_id() != thread_) ++app_->broken_promises_;
  }

  std::shared_ptr<SocketApp> app_;
  std::shared_ptr<Socket> socket_;
  const std::thread::id thread_;
  bool is_closed_ = false;
};

SocketHandler SocketApp::handler() {
  return [self = shared_from_this()](
             Request request) -> boost::asio::awaitable<base::Result<OpenSocket>> {
    if (request.query == "forbidden")
      co_return base::fail(base::ErrorCode::kForbidden, "not yours");
    if (request.query == "throw") throw std::runtime_error("thrown by the decision");
    co_return [self](std::shared_ptr<Socket> socket) -> std::shared_ptr<SocketListener> {
      ++self->opened_;
      const std::lock_guard lock(self->mutex_);
      self->last_socket_ = socket;
      return std::make_shared<Side>(self, std::move(socket));
    };
  };
}

void SocketApp::keep(std::string text) {
  const std::lock_guard lock(mutex_);
  texts_.push_back(std::move(text));
}

std::vector<std::string> SocketApp::texts() const {
  const std::lock_guard lock(mutex_);
  return texts_;
}

std::shared_ptr<Socket> SocketApp::last_socket() const {
  const std::lock_guard lock(mutex_);
  return last_socket_;
}

}  // namespace madoguchi::transport
