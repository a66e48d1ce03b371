#include "fakes/postgres_cluster.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fakes/postgres_url.h"

namespace madoguchi::fakes {
namespace {

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";

[[noreturn]] void give_up(const std::string& sentence) {
  std::fprintf(stderr, "postgres_cluster: %s\n", sentence.c_str());
  std::_Exit(1);
}

const passwd* server_user() {
  if (::geteuid() != 0) return nullptr;
  const auto* user = ::getpwnam("postgres");
  if (user == nullptr) give_up("there is no user postgres; install the package postgresql-15");
  return user;
}

/// In the child, before exec.
void become(const passwd* user) {
  if (user == nullptr) return;
  if (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0) {
    std::_Exit(126);
  }
}

/// Starts a program of PostgreSQL as its user; its output goes to `log`.
pid_t spawn(std::vector<std::string> command, const std::string& log) {
  const auto* user = server_user();
  const auto parent = ::getpid();
  std::vector<char*> arguments;
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const auto child = ::fork();
  if (child != 0) return child;
  become(user);
  // The server must not outlive the tests, even when they are killed: SIGQUIT is its immediate
  // shutdown.
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (::getppid() != parent) std::_Exit(125);
  const int out = ::open(log.c_str(), O_CREAT | O_APPEND | O_WRONLY, 0600);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  if (::chdir("/") == 0) ::execv(arguments.front(), arguments.data());
  std::_Exit(127);
}

std::string make_folder() {
  std::string pattern = std::filesystem::temp_directory_path() / "mdg-postgres-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) give_up("cannot make a temporary folder");
  if (const auto* user = server_user()) {
    if (::chown(pattern.c_str(), user->pw_uid, user->pw_gid) != 0) give_up("cannot give it away");
  }
  return pattern;
}

void init_cluster(const std::string& folder) {
  const auto initdb = spawn({std::string(kPrograms) + "initdb", "-D", folder + "/data", "-U",
                             "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"},
                            folder + "/log");
  int status = 0;
  ::waitpid(initdb, &status, 0);
  if (status != 0) give_up("initdb failed, see " + folder + "/log");
}

std::unique_ptr<PGconn, decltype(&PQfinish)> connect(const std::string& url) {
  std::unique_ptr<PGconn, decltype(&PQfinish)> out(PQconnectdb(url.c_str()), &PQfinish);
  PQsetNoticeProcessor(
      out.get(), [](void*, const char*) {}, nullptr);
  return out;
}

}  // namespace

PostgresCluster& PostgresCluster::shared() {
  static PostgresCluster cluster;
  return cluster;
}

PostgresCluster::PostgresCluster() {
  if (const char* url = std::getenv("MADOGUCHI_TEST_POSTGRES_URL")) {
    given_url_ = url;
    return;
  }
  folder_ = make_folder();
  init_cluster(folder_);
  start();
}

PostgresCluster::~PostgresCluster() {
  if (!is_ours()) {
    for (const auto& name : free_) query("postgres", "DROP DATABASE " + name);
    return;
  }
  stop(SIGQUIT);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void PostgresCluster::start() {
  server_ = spawn({std::string(kPrograms) + "postgres", "-D", folder_ + "/data", "-c",
                   "unix_socket_directories=" + folder_, "-c", "listen_addresses=", "-c",
                   "fsync=on", "-c", "shared_buffers=32MB", "-c", "max_connections=60"},
                  folder_ + "/log");
  const auto url = url_of("postgres");
  for (int i = 0; i < 600 && PQping(url.c_str()) != PQPING_OK; ++i) {
    int status = 0;
    if (::waitpid(server_, &status, WNOHANG) == server_)
      give_up("no server, see " + folder_ + "/log");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (PQping(url.c_str()) != PQPING_OK)
    give_up("the server does not start, see " + folder_ + "/log");
}

void PostgresCluster::stop(int signal) {
  ::kill(server_, signal);
  ::waitpid(server_, nullptr, 0);
}

void PostgresCluster::crash_and_restart() {
  stop(SIGQUIT);
  start();
}

std::string PostgresCluster::url_of(const std::string& name) const {
  auto settings = is_ours() ? PostgresSettings{{"host", folder_}, {"user", "postgres"}}
                            : read_postgres_url(given_url_);
  settings["dbname"] = name;
  return write_postgres_url(settings);
}

std::string PostgresCluster::take_database() {
  if (!free_.empty()) {
    auto name = std::move(free_.back());
    free_.pop_back();
    return name;
  }
  auto name = "mdg_test_" + std::to_string(::getpid()) + "_" + std::to_string(++databases_);
  query("postgres", "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
  return name;
}

void PostgresCluster::give_back(const std::string& name) {
  query("postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
  query(name, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  free_.push_back(name);
}

std::string PostgresCluster::query(const std::string& name, const std::string& sql) const {
  const auto connection = connect(url_of(name));
  if (PQstatus(connection.get()) != CONNECTION_OK) give_up(PQerrorMessage(connection.get()));
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    give_up(PQerrorMessage(connection.get()));
  }
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

}  // namespace madoguchi::fakes
