// The first bytes of files that strangers send.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "features/files/file.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto kind = madoguchi::features::recognize_file(bytes, "name.xlsx");
  madoguchi::fuzz::require(!kind.type.empty());
  madoguchi::fuzz::require(kind.width.has_value() == kind.height.has_value());
  return 0;
}
