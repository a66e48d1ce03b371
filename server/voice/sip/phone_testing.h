#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "voice/media/udp_socket.h"
#include "voice/sip/phone_directory.h"
#include "voice/telephone.h"

namespace madoguchi::voice {

/// Extensions 201 and 202 with the password "right".
class TestDirectory final : public PhoneDirectory {
 public:
  [[nodiscard]] bool has_phones() const override { return has_phones_; }
  [[nodiscard]] std::optional<PhoneSecret> secret_of(const std::string& extension) const override;
  void switch_off() { has_phones_ = false; }

 private:
  std::atomic<bool> has_phones_{true};
};

/// Writes down what the telephone tells, a line for each.
class TestDesk final : public CallHandler {
 public:
  bool knows_number(const std::string&) override { return true; }
  void on_call(const IncomingCall& call) override;
  void on_ended(CallId call, CallEnd end) override;
  void on_operator_side(CallId call, OperatorSide what) override;
  void on_key(CallId, char) override {}
  void on_phones(const std::string& extension, std::size_t registered) override;
  void on_trunk(const std::string& trunk, bool is_registered) override;
  void on_phone_answered(CallId call, const std::string& extension) override;
  void on_phone_declined(CallId call, const std::string& extension) override;
  void on_phone_left(CallId call, const std::string& extension) override;
  void on_dial_progress(CallId call, DialProgress progress) override;

  /// Called on the SIP thread with each call that comes.
  void decide_by(std::function<void(CallId)> decide);
  [[nodiscard]] bool waits_for(const std::string& what);
  [[nodiscard]] std::vector<std::string> told();

 private:
  void note(std::string what);

  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<std::string> told_;
  std::function<void(CallId)> decide_;
};

/// A desk phone in miniature, which writes SIP by hand; or a trunk.
class TestPhone {
 public:
  TestPhone(const NetAddress& server, const char* host, std::string extension = "201");

  [[nodiscard]] std::string request(const std::string& method, const std::string& more = "",
                                    const std::string& body = "") const;
  void send(const std::string& text);
  /// The next message; empty when none comes.
  [[nodiscard]] std::string receive(int milliseconds = 2'000);
  /// Passes over others until a message begins so.
  [[nodiscard]] std::string receive_begin(const std::string& begin);
  /// Header lines that answer the challenge.
  [[nodiscard]] std::string proof(const std::string& challenge, const std::string& method,
                                  const std::string& password = "right") const;
  /// The answer to REGISTER with a proof.
  [[nodiscard]] std::string enroll(const std::string& more = "Expires: 300\r\n",
                                   const std::string& password = "right");
  /// A response to a request that came, with the headers that it needs.
  [[nodiscard]] std::string response(const std::string& request, const std::string& status,
                                     const std::string& body = "") const;
  [[nodiscard]] std::string sdp(const std::string& formats = "0 101") const;
  [[nodiscard]] static std::string header_of(const std::string& message, const std::string& name);

  /// A request inside the dialog that the response has made.
  [[nodiscard]] std::string in_dialog(const std::string& method, const std::string& response) const;
  /// The same for who was called: the request that was answered.
  [[nodiscard]] std::string back(const std::string& method, const std::string& request,
                                 const std::string& body = "") const;
  void send_rtp(const NetAddress& to);
  [[nodiscard]] bool receives_rtp();
  /// Where the other side's description wants its audio.
  [[nodiscard]] static NetAddress rtp_of(const std::string& message);

  [[nodiscard]] std::string address() const { return sip_.local().text(); }
  /// What the phone calls itself; its own address unless it is behind a NAT.
  std::string contact_host;
  std::string target = "sip:madoguchi";  ///< Request-URI

 private:
  const NetAddress& server_;  ///< may become known later
  std::string extension_;
  UdpSocket sip_;
  UdpSocket rtp_;
  mutable int sequence_ = 0;
  std::uint8_t rtp_sequence_ = 0;
};

}  // namespace madoguchi::voice
