#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include <sys/types.h>

namespace madoguchi::base {

// Files that are there whole or not at all, even when the power fails. All of it blocks. What fails
// is the error of the system call; each caller makes its own sentence of it.

/// Owns a file descriptor; -1 is none.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(Descriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Goes on after short writes and signals, to the last byte.
[[nodiscard]] std::error_code write_all(int descriptor, std::string_view bytes);
/// After it a file that was made, moved or removed there is so on the disk.
[[nodiscard]] std::error_code sync_folder(const std::filesystem::path& folder);

/// Makes the file anew, with its bytes on the disk; a link in its place is removed, not followed.
/// A file that could not be written whole is removed.
[[nodiscard]] std::error_code write_file(const std::filesystem::path& path, std::string_view bytes,
                                         mode_t mode);
/// Moves a file over another one of the same file system, and syncs the folder that it came into.
[[nodiscard]] std::error_code move_file(const std::filesystem::path& from,
                                        const std::filesystem::path& to);
/// Through a file beside it (".new"): readers, and the disk, have the old one or the whole new one.
/// One caller at a time for a path.
[[nodiscard]] std::error_code replace_file(const std::filesystem::path& path,
                                           std::string_view bytes, mode_t mode);

}  // namespace madoguchi::base
