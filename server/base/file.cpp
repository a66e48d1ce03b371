#include "base/file.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace madoguchi::base {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() { return {errno, std::generic_category()}; }

std::error_code write_and_sync(int descriptor, std::string_view bytes) {
  if (const auto error = write_all(descriptor, bytes)) return error;
  return ::fsync(descriptor) == 0 ? std::error_code{} : last_error();
}

}  // namespace

Descriptor::~Descriptor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::error_code write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written == 0) return std::make_error_code(std::errc::no_space_on_device);
    if (written < 0) return last_error();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

std::error_code sync_folder(const fs::path& folder) {
  const char* name = folder.empty() ? "." : folder.c_str();
  const Descriptor opened(::open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open() || ::fsync(opened.get()) != 0) return last_error();
  return {};
}

std::error_code write_file(const fs::path& path, std::string_view bytes, mode_t mode) {
  ::unlink(path.c_str());
  const Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  if (!file.is_open()) return last_error();
  const auto error = write_and_sync(file.get(), bytes);
  if (error) ::unlink(path.c_str());
  return error;
}

std::error_code move_file(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return last_error();
  return sync_folder(to.parent_path());
}

std::error_code replace_file(const fs::path& path, std::string_view bytes, mode_t mode) {
  const fs::path fresh = path.string() + ".new";
  if (const auto error = write_file(fresh, bytes, mode)) return error;
  return move_file(fresh, path);
}

}  // namespace madoguchi::base
