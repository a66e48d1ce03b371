#pragma once

#include <memory>
#include <string>
#include <vector>

#include "transport/outbox.h"
#include "transport/peer.h"
#include "transport/router.h"

namespace madoguchi::transport {

/// What a connection hands over when it becomes a WebSocket.
struct SocketOpening {
  Shared& shared;
  PeerList& peers;
  boost::asio::io_context& io;
  ConnectionTicket ticket;
  SocketLimits limits;
  std::string request_id;
  OpenSocket attach;
};

/// One WebSocket on its I/O thread: pumps the outbox, one write in flight; pings; ends what does
/// not answer or drain. Kept alive by its pending operations only. The transport below it is the
/// part that differs with TLS.
class SocketSession : public Peer,
                      public OutboxOwner,
                      public std::enable_shared_from_this<SocketSession> {
 public:
  explicit SocketSession(SocketOpening opening);
  ~SocketSession() override;

  void tick(SteadyTime now) override;
  void begin_stop() override;
  void abort() override { finish(); }
  void on_wake() override;

 protected:
  // The transport's operations; each ends in one of the calls below.
  virtual void read_next() = 0;
  virtual void write(const std::string& frame) = 0;
  virtual void ping() = 0;
  virtual void send_close(std::uint16_t code, const std::string& reason) = 0;
  [[nodiscard]] virtual bool is_open() const = 0;
  virtual void drop() = 0;

  void on_opened(bool is_open);
  void on_text(std::string text);
  void on_binary();
  void on_alive() { unanswered_pings_ = 0; }
  void on_written(bool is_good);
  void on_pinged() { is_pinging_ = false; }
  void on_ended() { finish(); }

  [[nodiscard]] const SocketLimits& limits() const { return limits_; }
  [[nodiscard]] const std::string& request_id() const { return request_id_; }

 private:
  void attach_listener();
  void deliver(std::string text);
  void pump();
  void cut();
  void start_close(std::uint16_t code, const std::string& reason);
  void begin_closing();
  void tell_closed();
  void finish();
  void check_pings(SteadyTime now);

  Shared& shared_;
  ConnectionTicket ticket_;
  const SocketLimits limits_;
  const std::string request_id_;
  OpenSocket attach_;
  std::shared_ptr<Outbox> outbox_;
  std::shared_ptr<SocketListener> listener_;

  std::vector<Outbox::Frame> batch_;
  std::size_t next_in_batch_ = 0;
  Outbox::Frame in_flight_;
  SteadyTime deadline_;
  SteadyTime next_ping_;
  int unanswered_pings_ = 0;
  bool is_pinging_ = false;
  bool is_opened_ = false;
  bool is_closing_ = false;
  bool is_finished_ = false;
};

}  // namespace madoguchi::transport
