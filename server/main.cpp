#include <algorithm>
#include <csignal>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include "app/doctor/doctor.h"
#include "app/program.h"
#include "app/trial.h"

namespace {

namespace asio = boost::asio;
using madoguchi::app::Mode;
using madoguchi::app::Options;
using madoguchi::app::Program;

void set_up_logging(const std::string& level) {
  // Standard output belongs to what people and scripts wait for; the log goes to standard error.
  spdlog::set_default_logger(spdlog::stderr_color_mt("madoguchi"));
  spdlog::set_level(spdlog::level::from_str(level == "warn" ? "warning" : level));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %^%l%$ %v");
}

int say_why_not(const madoguchi::base::Error& error) {
  std::cerr << (error.detail.empty() ? error.expected : error.detail) << '\n';
  return 1;
}

/// Each call has two sockets, each chat one; shells start programs with 1,024.
void allow_many_sockets() {
  constexpr rlim_t kEnough = 65'536;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kEnough) return;
  limit.rlim_cur = std::min(limit.rlim_max, kEnough);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string telephone_line(const Program& program) {
  const std::string address = program.telephone_address();
  if (address.empty()) return "";
  return "\n  phone " + program.origin() + "/sandbox, or sip:0312345678@" + address;
}

void greet_trial(const Program& program) {
  const auto path = program.options().data / madoguchi::app::kTrialSignInFile;
  std::ifstream file(path);
  std::ostringstream lines;
  lines << file.rdbuf();
  std::cout << "\nMadoguchi trial\n  desk  " << program.origin() << "\n  shop  "
            << program.shop_origin() << telephone_line(program) << "\n\nSign in with one of ("
            << path.string() << "):\n"
            << lines.str() << '\n';
}

void tick(asio::steady_timer& timer, Program& program) {
  timer.expires_after(std::chrono::minutes(1));
  timer.async_wait([&](const boost::system::error_code& error) {
    if (error) return;
    program.keep_house();
    tick(timer, program);
  });
}

/// Until SIGINT or SIGTERM.
void run_until_told(Program& program) {
  asio::io_context context;
  asio::signal_set signals(context, SIGINT, SIGTERM);
  asio::steady_timer timer(context);
  signals.async_wait([&](const boost::system::error_code&, int) { context.stop(); });
  tick(timer, program);
  context.run();
}

int run(const Options& options) {
  auto program = Program::open(options);
  if (!program) return say_why_not(program.error());
  if (const auto started = (*program)->start(); !started) return say_why_not(started.error());
  if (options.mode == Mode::kTrial) greet_trial(**program);
  std::cout << "ready " << (*program)->origin() << std::endl;
  run_until_told(**program);
  spdlog::info("stopping");
  (*program)->stop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    auto parsed = madoguchi::app::parse_command_line(argc, argv);
    if (!parsed.options) return parsed.exit_code;
    set_up_logging(parsed.options->log_level);
    if (parsed.options->mode == Mode::kDoctor) {
      return madoguchi::app::doctor::examine(*parsed.options);
    }
    allow_many_sockets();
    return run(*parsed.options);
  } catch (const std::exception& error) {
    std::cerr << "Madoguchi stops because of a fault: " << error.what() << '\n';
    return 70;
  }
}
