#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace madoguchi::fakes {

/// A PostgreSQL 15 server of the test program: made in a temporary folder at its first use, with
/// fsync on, reachable by a Unix socket only, and ended with the program (however that ends). Runs
/// as the user postgres when the tests run as root, because initdb refuses root. With
/// MADOGUCHI_TEST_POSTGRES_URL that server is used instead; the user of the URL must be allowed to
/// create databases. Failures end the program with a sentence: without a server no such test can
/// run.
class PostgresCluster {
 public:
  static PostgresCluster& shared();

  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  /// A postgresql:// URL of the database `name`.
  [[nodiscard]] std::string url_of(const std::string& name) const;
  /// The name of an empty database, which is the caller's until it gives it back.
  [[nodiscard]] std::string take_database();
  /// Ends its connections and empties it for the next one (making and dropping databases takes ten
  /// times as long).
  void give_back(const std::string& name);
  /// Runs one statement in the database `name`; the first column of the first row, or nothing.
  std::string query(const std::string& name, const std::string& sql) const;

  /// Ends the server as a crash would and starts it again. Only for a cluster of our own.
  void crash_and_restart();
  [[nodiscard]] bool is_ours() const { return !folder_.empty(); }

 private:
  PostgresCluster();
  void start();
  void stop(int signal);

  std::string folder_;  ///< data/, the socket and the log; empty when the server was given
  std::string given_url_;
  pid_t server_ = 0;
  int databases_ = 0;              ///< made so far
  std::vector<std::string> free_;  ///< of these, not in use
};

}  // namespace madoguchi::fakes
