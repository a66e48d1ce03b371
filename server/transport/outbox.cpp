#include "transport/outbox.h"

#include <boost/asio/post.hpp>

#include "base/text.h"

namespace madoguchi::transport {
namespace {

/// A close frame holds 125 bytes, two of them the code (RFC 6455 section 5.5).
constexpr std::size_t kMaxReason = 123;

/// Codes that may stand in a close frame (RFC 6455 section 7.4).
bool may_be_sent(std::uint16_t code) {
  if (code >= 3000 && code <= 4999) return true;
  return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
}

std::string fitting(std::string reason) {
  while (reason.size() > kMaxReason || !base::is_valid_text(reason)) reason.pop_back();
  return reason;
}

}  // namespace

void Outbox::send(Frame text) {
  const std::lock_guard lock(mutex_);
  if (state_ != State::kOpen || !text) return;
  queued_bytes_ += text->size();
  if (queued_bytes_ > max_queued_bytes_) {
    state_ = State::kOver;
    frames_.clear();
    wake();
    return;
  }
  frames_.push_back(std::move(text));
  if (!is_awake_) wake();
}

void Outbox::close(std::uint16_t code, std::string reason) {
  constexpr std::uint16_t kInternalError = 1011;
  const std::lock_guard lock(mutex_);
  if (state_ != State::kOpen) return;
  state_ = State::kClosing;
  if (reason.size() > kMaxReason) reason.resize(kMaxReason);
  close_request_ =
      CloseRequest{may_be_sent(code) ? code : kInternalError, fitting(std::move(reason))};
  wake();
}

void Outbox::wake() {
  auto owner = owner_.lock();
  if (!owner) return;
  is_awake_ = true;
  boost::asio::post(io_, [owner = std::move(owner)] { owner->on_wake(); });
}

void Outbox::attach(std::weak_ptr<OutboxOwner> owner) {
  const std::lock_guard lock(mutex_);
  owner_ = std::move(owner);
}

std::vector<Outbox::Frame> Outbox::take() {
  const std::lock_guard lock(mutex_);
  is_awake_ = !frames_.empty();
  return std::exchange(frames_, {});
}

bool Outbox::is_over() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::kOver;
}

std::optional<Outbox::CloseRequest> Outbox::close_request() const {
  const std::lock_guard lock(mutex_);
  return close_request_;
}

void Outbox::shut() {
  const std::lock_guard lock(mutex_);
  state_ = State::kShut;
  owner_.reset();
  frames_.clear();
}

}  // namespace madoguchi::transport
