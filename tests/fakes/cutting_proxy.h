#pragma once

#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace madoguchi::fakes {

/// Stands between a program and PostgreSQL on a loopback port, and cuts connections at a chosen
/// moment.
class CuttingProxy {
 public:
  enum class Moment {
    kBeforeServer,  ///< the server never sees what the client sent
    kBeforeReply,   ///< the server did it, the client never hears
  };

  /// `url`: of the real server.
  explicit CuttingProxy(const std::string& url);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  /// The same database through the proxy.
  [[nodiscard]] const std::string& url() const { return url_; }

  /// Cuts once: the connection in which the client next sends bytes that hold `text`.
  void cut_at(const std::string& text, Moment moment);
  /// Cuts all connections that are open.
  void cut_all();
  /// Cuts new connections at once, as long as it is set.
  void refuse(bool is_refusing);
  [[nodiscard]] int connections_so_far() const;

 private:
  struct Link {
    int client = -1;
    int server = -1;
    std::thread thread;
  };

  void accept_clients();
  void forward(Link& link);
  [[nodiscard]] bool forward_request(Link& link);
  [[nodiscard]] int connect_to_server() const;
  [[nodiscard]] bool takes_cut(const std::string& bytes, Moment& moment);

  std::string url_;
  std::string host_;
  std::string port_;
  int listener_ = -1;
  mutable std::mutex mutex_;
  std::list<Link> links_;
  std::string cut_text_;
  Moment moment_ = Moment::kBeforeServer;
  bool is_refusing_ = false;
  bool is_ending_ = false;
  int connections_ = 0;
  std::thread acceptor_;
};

}  // namespace madoguchi::fakes
