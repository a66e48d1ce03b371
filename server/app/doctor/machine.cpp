#include "app/doctor/machine.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/timex.h>

namespace madoguchi::app::doctor {
namespace {

std::string content_of(const char* path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Finding look_at_clock() {
  timex state{};
  const int clock = ::adjtimex(&state);
  if (clock >= 0 && clock != TIME_ERROR) return well("The clock is synchronized.");
  return warning("The clock is not known to be synchronized.",
                 "Install chrony or systemd-timesyncd: times of calls and certificates need it.");
}

/// A call has two sockets, a chat one.
Finding look_at_open_files() {
  constexpr rlim_t kEnough = 65'536;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_max >= kEnough) return well("Enough files and sockets may be open.");
  return warning(fmt::format("Only {} files and sockets may be open.", limit.rlim_max),
                 "Set LimitNOFILE=65536 in the unit, or the hard limit of nofile.");
}

Finding look_at_udp_buffers() {
  constexpr long long kStandard = 212'992;
  constexpr const char* kPath = "/proc/sys/net/core/rmem_default";
  const std::string text = content_of(kPath);
  if (text.empty())
    return well("The size of UDP buffers cannot be read here; the standard will do.");
  const long long size = std::atoll(text.c_str());
  if (size >= kStandard) return well(fmt::format("UDP sockets have buffers of {} bytes.", size));
  return warning(fmt::format("UDP sockets have buffers of {} bytes only.", size),
                 fmt::format("Set net.core.rmem_default={} in /etc/sysctl.d.", kStandard));
}

Finding look_at_udp_drops() {
  const std::string snmp = content_of("/proc/net/snmp");
  const long long drops = udp_counter(snmp, "RcvbufErrors");
  const long long received = udp_counter(snmp, "InDatagrams");
  constexpr long long kOneIn = 10'000;
  if (drops * kOneIn <= received) return well("No UDP datagrams to speak of were dropped.");
  return warning(fmt::format("{} UDP datagrams were dropped at full buffers since the machine "
                             "started.",
                             drops),
                 "If it grows, the processor is short, or net.core.rmem_default too small.");
}

}  // namespace

long long udp_counter(const std::string& snmp, const std::string& name) {
  std::istringstream lines(snmp);
  std::string names;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("Udp: ")) continue;
    if (names.empty()) {
      names = line;
      continue;
    }
    std::istringstream keys(names);
    std::istringstream values(line);
    for (std::string key, value; keys >> key && values >> value;) {
      if (key == name) return std::atoll(value.c_str());
    }
  }
  return 0;
}

Findings look_at_machine() {
  return {look_at_clock(), look_at_open_files(), look_at_udp_buffers(), look_at_udp_drops()};
}

}  // namespace madoguchi::app::doctor
