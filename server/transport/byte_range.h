#pragma once

#include <cstdint>
#include <string_view>

namespace madoguchi::transport {

/// What a request wants of a representation of so many bytes.
struct ByteRange {
  enum class Kind {
    kWhole,          ///< 200
    kPart,           ///< 206
    kUnsatisfiable,  ///< 416
  };
  Kind kind = Kind::kWhole;
  std::uint64_t first = 0;
  std::uint64_t length = 0;

  bool operator==(const ByteRange&) const = default;
};

/// Reads a Range header (RFC 9110 sections 14.1.2 and 14.2). Answered is one range of bytes; for no
/// header, several ranges, another unit or broken syntax the answer is the whole, as the RFC lets a
/// server do.
[[nodiscard]] ByteRange read_range(std::string_view header, std::uint64_t size);

}  // namespace madoguchi::transport
