#include "features/setup/setup_token_file.h"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace madoguchi::features {
namespace {

bool write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

base::Status cannot_write(const std::filesystem::path& path) {
  return base::fail(base::ErrorCode::kUnavailable,
                    "Cannot write the file " + path.string() + ": " + std::strerror(errno) + ".");
}

}  // namespace

std::filesystem::path setup_token_path(const std::filesystem::path& data_folder) {
  return data_folder / "setup-token";
}

base::Status write_setup_token(const std::filesystem::path& path, const std::string& token) {
  remove_setup_token(path);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return cannot_write(path);
  const bool is_written = write_whole(file, token + "\n");
  const base::Status outcome = is_written ? base::Status{} : cannot_write(path);
  ::close(file);
  return outcome;
}

void remove_setup_token(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
}

}  // namespace madoguchi::features
