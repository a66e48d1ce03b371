#include "app/doctor/data_folder.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace madoguchi::app::doctor {
namespace {

namespace fs = std::filesystem;
using std::chrono::microseconds;
using std::chrono::milliseconds;

std::string name_of(uid_t user) {
  const passwd* entry = ::getpwuid(user);
  return entry == nullptr ? std::to_string(user) : entry->pw_name;
}

Finding not_there(const fs::path& folder) {
  fs::path parent = fs::absolute(folder).parent_path();
  std::error_code error;
  while (!fs::exists(parent, error) && parent.has_relative_path()) parent = parent.parent_path();
  const std::string text = fmt::format("The data folder {} is not there yet", folder.string());
  if (::access(parent.c_str(), W_OK | X_OK) == 0) return well(text + "; the first start makes it.");
  return fault(text + " and cannot be made.",
               fmt::format("Make it, and give it to the user who runs the program ({}).",
                           name_of(::geteuid())));
}

Finding judge_rights(const fs::path& folder, const struct stat& about) {
  const std::string name = folder.string();
  if (about.st_uid != ::geteuid()) {
    return fault(fmt::format("The data folder {} belongs to {}, not to {}.", name,
                             name_of(about.st_uid), name_of(::geteuid())),
                 fmt::format("Run this as the user of the program: sudo -u {} madoguchi doctor ...",
                             name_of(about.st_uid)));
  }
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
    return fault(fmt::format("The data folder {} cannot be written.", name), "chmod 0700 it.");
  }
  constexpr mode_t kOthers = 0077;
  if ((about.st_mode & kOthers) == 0) return well(fmt::format("The data folder is {}.", name));
  return warning(fmt::format("Others may look into the data folder {}.", name), "chmod 0700 it.");
}

/// The middle one of five; nothing when the disk refuses.
std::optional<microseconds> time_of_sync(const fs::path& folder) {
  const std::string path = folder / fmt::format(".doctor-{}", ::getpid());
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return std::nullopt;
  ::unlink(path.c_str());
  std::array<microseconds, 5> times{};
  bool is_written = true;
  for (microseconds& time : times) {
    const std::array<char, 4096> page{};
    const auto begin = std::chrono::steady_clock::now();
    is_written = is_written && ::write(file, page.data(), page.size()) > 0 && ::fsync(file) == 0;
    time = std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - begin);
  }
  ::close(file);
  if (!is_written) return std::nullopt;
  std::ranges::sort(times);
  return times[times.size() / 2];
}

Finding look_at_sync(const fs::path& folder) {
  constexpr milliseconds kSlow{50};
  const auto time = time_of_sync(folder);
  if (!time) return fault("The disk of the data folder takes no file.", "See whether it is full.");
  const double shown = static_cast<double>(time->count()) / 1000;
  const std::string text = fmt::format("A sync of the disk takes {:.1f} ms", shown);
  if (*time <= kSlow) return well(text + ".");
  return warning(text + ", and each message waits for one.", "A faster disk helps.");
}

}  // namespace

Finding judge_room(std::uintmax_t free_bytes) {
  constexpr std::uintmax_t kMegabyte = 1024 * 1024;
  constexpr std::uintmax_t kTooLittle = 100 * kMegabyte;
  constexpr std::uintmax_t kLittle = 2048 * kMegabyte;
  const std::string text =
      fmt::format("The disk of the data folder has {} MiB free", free_bytes / kMegabyte);
  if (free_bytes >= kLittle) return well(text + ".");
  const std::string advice = "A recorded call takes 1 MB a minute: make room.";
  return free_bytes < kTooLittle ? fault(text + ".", advice) : warning(text + ".", advice);
}

DataFolder look_at_data(const fs::path& folder) {
  struct stat about {};
  if (::stat(folder.c_str(), &about) != 0) return {{not_there(folder)}, false};
  DataFolder found;
  found.findings.push_back(judge_rights(folder, about));
  std::error_code error;
  const auto space = fs::space(folder, error);
  if (!error) found.findings.push_back(judge_room(space.available));
  found.may_open = found.findings.front().verdict != Verdict::kError;
  if (found.may_open) found.findings.push_back(look_at_sync(folder));
  return found;
}

}  // namespace madoguchi::app::doctor
