#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "transport/socket.h"

namespace madoguchi::fakes {

/// A socket that keeps what is sent until it is closed. Safe to call from every thread.
class FakeSocket final : public transport::Socket {
 public:
  void send(std::shared_ptr<const std::string> text) override {
    const std::lock_guard lock(mutex_);
    if (!close_code_) sent_.push_back(*text);
  }
  void close(std::uint16_t code, std::string) override {
    const std::lock_guard lock(mutex_);
    close_code_ = code;
  }

  [[nodiscard]] std::vector<std::string> sent() const {
    const std::lock_guard lock(mutex_);
    return sent_;
  }
  [[nodiscard]] std::optional<std::uint16_t> close_code() const {
    const std::lock_guard lock(mutex_);
    return close_code_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> sent_;
  std::optional<std::uint16_t> close_code_;
};

}  // namespace madoguchi::fakes
