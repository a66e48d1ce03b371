#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"

namespace madoguchi::features {

inline constexpr std::size_t kMaxFileBytes = 10 * 1024 * 1024;
inline constexpr std::size_t kMaxFilesPerMessage = 10;

/// A file that somebody sent. `type` was found from the content, never from the name or from what
/// the sender claimed.
struct File {
  base::FileId id;
  std::string name;
  std::string type;
  std::int64_t size = 0;
  std::optional<std::int64_t> width;  ///< pixels, of images only
  std::optional<std::int64_t> height;

  /// Only these are ever shown inside a page; everything else is handed out as a download.
  [[nodiscard]] bool is_image() const { return width.has_value(); }
};

/// What the first bytes of a file say: an image type with its size, another well-known type, or
/// "application/octet-stream". A broken or oversized (over 50 megapixels) image is not an image.
struct FileKind {
  std::string type;
  std::optional<std::int64_t> width;
  std::optional<std::int64_t> height;
};
[[nodiscard]] FileKind recognize_file(std::string_view bytes, std::string_view name);

}  // namespace madoguchi::features
