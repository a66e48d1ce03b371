#include <array>

#include "base/ascii.h"
#include "features/files/file.h"

// Signatures: PNG (RFC 2083 section 3.1), JPEG (ITU T.81 Annex B), GIF89a section 18, WebP (RFC
// 9649), PDF (ISO 32000-1, 7.5.2), ZIP (APPNOTE 4.3.7).
namespace madoguchi::features {
namespace {

constexpr std::int64_t kMaxPixels = 50'000'000;

std::int64_t byte_at(std::string_view bytes, std::size_t offset) {
  return static_cast<unsigned char>(bytes[offset]);
}
std::int64_t big_endian_16(std::string_view bytes, std::size_t offset) {
  return byte_at(bytes, offset) << 8 | byte_at(bytes, offset + 1);
}
std::int64_t big_endian_32(std::string_view bytes, std::size_t offset) {
  return big_endian_16(bytes, offset) << 16 | big_endian_16(bytes, offset + 2);
}
std::int64_t little_endian_16(std::string_view bytes, std::size_t offset) {
  return byte_at(bytes, offset) | byte_at(bytes, offset + 1) << 8;
}
std::int64_t little_endian_24(std::string_view bytes, std::size_t offset) {
  return little_endian_16(bytes, offset) | byte_at(bytes, offset + 2) << 16;
}

std::optional<FileKind> image(std::string type, std::int64_t width, std::int64_t height) {
  if (width <= 0 || height <= 0 || width * height > kMaxPixels) return {};
  return FileKind{std::move(type), width, height};
}

std::optional<FileKind> as_png(std::string_view bytes) {
  constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n", 8);
  if (!bytes.starts_with(kSignature) || bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") {
    return {};
  }
  return image("image/png", big_endian_32(bytes, 16), big_endian_32(bytes, 20));
}

std::optional<FileKind> as_gif(std::string_view bytes) {
  if ((!bytes.starts_with("GIF87a") && !bytes.starts_with("GIF89a")) || bytes.size() < 10)
    return {};
  return image("image/gif", little_endian_16(bytes, 6), little_endian_16(bytes, 8));
}

bool is_jpeg_frame(std::int64_t marker) {
  // SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::optional<FileKind> as_jpeg(std::string_view bytes) {
  if (!bytes.starts_with("\xFF\xD8\xFF")) return {};
  std::size_t at = 2;
  while (at + 9 < bytes.size() && byte_at(bytes, at) == 0xFF) {
    const std::int64_t marker = byte_at(bytes, at + 1);
    if (is_jpeg_frame(marker)) {
      return image("image/jpeg", big_endian_16(bytes, at + 7), big_endian_16(bytes, at + 5));
    }
    at += 2 + static_cast<std::size_t>(big_endian_16(bytes, at + 2));
  }
  return {};
}

std::optional<FileKind> as_webp(std::string_view bytes) {
  if (!bytes.starts_with("RIFF") || bytes.size() < 30 || bytes.substr(8, 4) != "WEBP") return {};
  const auto chunk = bytes.substr(12, 4);
  if (chunk == "VP8 ") {
    return image("image/webp", little_endian_16(bytes, 26) & 0x3FFF,
                 little_endian_16(bytes, 28) & 0x3FFF);
  }
  if (chunk == "VP8L") {
    const std::int64_t bits = little_endian_24(bytes, 21) | byte_at(bytes, 24) << 24;
    return image("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
  }
  if (chunk == "VP8X") {
    return image("image/webp", little_endian_24(bytes, 24) + 1, little_endian_24(bytes, 27) + 1);
  }
  return {};
}

bool has_ending(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() &&
         base::equals_ignoring_case(name.substr(name.size() - ending.size()), ending);
}

/// Office files are ZIP archives; only there the name may choose among types that a browser never
/// renders.
std::string zip_type(std::string_view name) {
  if (has_ending(name, ".xlsx")) {
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  }
  if (has_ending(name, ".docx")) {
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  }
  if (has_ending(name, ".pptx")) {
    return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
  }
  return "application/zip";
}

}  // namespace

FileKind recognize_file(std::string_view bytes, std::string_view name) {
  for (const auto recognize : {as_png, as_jpeg, as_gif, as_webp}) {
    if (auto kind = recognize(bytes)) return *std::move(kind);
  }
  if (bytes.starts_with("%PDF-")) return {"application/pdf", {}, {}};
  if (bytes.starts_with("PK\x03\x04")) return {zip_type(name), {}, {}};
  return {"application/octet-stream", {}, {}};
}

}  // namespace madoguchi::features
