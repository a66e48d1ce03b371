#include "transport/socket_session.h"

#include <spdlog/spdlog.h>

namespace madoguchi::transport {
namespace {

constexpr int kMaxUnansweredPings = 2;
constexpr std::uint16_t kGoingAway = 1001;
constexpr std::uint16_t kUnsupportedData = 1003;
constexpr std::uint16_t kInternalError = 1011;
constexpr std::uint16_t kTryAgainLater = 1013;

}  // namespace

SocketSession::SocketSession(SocketOpening opening)
    : shared_(opening.shared),
      ticket_(std::move(opening.ticket)),
      limits_(opening.limits),
      request_id_(std::move(opening.request_id)),
      attach_(std::move(opening.attach)),
      outbox_(std::make_shared<Outbox>(opening.io, opening.limits.max_queued_bytes)),
      deadline_(std::chrono::steady_clock::now() + shared_.options.limits.handshake) {
  opening.peers.push_back(*this);
}

SocketSession::~SocketSession() { tell_closed(); }

void SocketSession::on_opened(bool is_open) {
  if (!is_open || is_finished_) return finish();
  is_opened_ = true;
  ++shared_.sockets;
  deadline_ = SteadyTime::max();
  next_ping_ = std::chrono::steady_clock::now() + base::Seconds(limits_.ping_seconds);
  outbox_->attach(weak_from_this());
  attach_listener();
  read_next();
  if (shared_.is_stopping) begin_stop();
}

void SocketSession::attach_listener() {
  try {
    listener_ = std::exchange(attach_, nullptr)(outbox_);
  } catch (const std::exception& error) {
    spdlog::error("request {}: opening the socket failed: {}", request_id_, error.what());
  }
  if (!listener_) outbox_->close(kInternalError, "");
}

void SocketSession::on_text(std::string text) {
  unanswered_pings_ = 0;
  if (!is_closing_ && listener_) deliver(std::move(text));
  read_next();
}

void SocketSession::deliver(std::string text) {
  // The listener may close the socket from within, and must outlive the call.
  const auto listener = listener_;
  try {
    listener->on_text(std::move(text));
  } catch (const std::exception& error) {
    spdlog::error("socket {}: a frame's handler failed: {}", request_id_, error.what());
    start_close(kInternalError, "");
  }
}

void SocketSession::on_binary() {
  start_close(kUnsupportedData, "text frames only");
  read_next();
}

void SocketSession::on_wake() {
  if (is_finished_ || is_closing_) return;
  if (outbox_->is_over()) return cut();
  if (outbox_->close_request() && deadline_ == SteadyTime::max()) {
    deadline_ = std::chrono::steady_clock::now() + shared_.options.limits.drain;
  }
  if (!in_flight_) pump();
}

void SocketSession::pump() {
  if (next_in_batch_ == batch_.size()) {
    batch_ = outbox_->take();
    next_in_batch_ = 0;
  }
  if (!batch_.empty()) {
    in_flight_ = std::move(batch_[next_in_batch_++]);
    return write(*in_flight_);
  }
  if (const auto request = outbox_->close_request()) start_close(request->code, request->reason);
}

void SocketSession::on_written(bool is_good) {
  const auto frame = std::exchange(in_flight_, nullptr);
  if (!is_good) return finish();
  outbox_->written(frame->size());
  if (!is_finished_ && !is_closing_ && !outbox_->is_over()) pump();
}

void SocketSession::cut() {
  ++shared_.sockets_cut;
  spdlog::info("socket {}: cut, it did not drain", request_id_);
  batch_.clear();
  next_in_batch_ = 0;
  start_close(kTryAgainLater, "too slow");
}

void SocketSession::start_close(std::uint16_t code, const std::string& reason) {
  if (is_closing_ || is_finished_) return;
  begin_closing();
  send_close(code, reason);
}

void SocketSession::begin_closing() {
  is_closing_ = true;
  deadline_ = std::chrono::steady_clock::now() + shared_.options.limits.close;
  tell_closed();
}

void SocketSession::tell_closed() {
  outbox_->shut();
  const auto listener = std::exchange(listener_, nullptr);
  if (!listener) return;
  try {
    listener->on_closed();
  } catch (const std::exception& error) {
    spdlog::error("socket {}: on_closed failed: {}", request_id_, error.what());
  }
}

void SocketSession::finish() {
  if (is_finished_) return;
  is_finished_ = true;
  if (is_opened_) --shared_.sockets;
  tell_closed();
  drop();
}

void SocketSession::tick(SteadyTime now) {
  if (is_finished_) return;
  if (now >= deadline_) return finish();
  if (!is_opened_ || is_closing_) return;
  // The transport answers a frame that breaks the protocol by itself, then waits for the other
  // side's end.
  if (!is_open()) return begin_closing();
  check_pings(now);
}

void SocketSession::check_pings(SteadyTime now) {
  if (now < next_ping_) return;
  if (unanswered_pings_ >= kMaxUnansweredPings) return finish();
  ++unanswered_pings_;
  next_ping_ = now + base::Seconds(limits_.ping_seconds);
  if (is_pinging_) return;
  is_pinging_ = true;
  ping();
}

void SocketSession::begin_stop() {
  if (is_opened_) {
    outbox_->close(kGoingAway, "the server stops");
  } else {
    finish();
  }
}

}  // namespace madoguchi::transport
