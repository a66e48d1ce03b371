#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/worker_pool.h"
#include "transport/body_source.h"
#include "transport/byte_range.h"
#include "transport/file_response.h"
#include "transport/request.h"
#include "transport/response.h"

namespace madoguchi::transport {

/// A file that is open for reading and does not change any more. Safe to read from every thread;
/// blocks, so not on I/O threads.
class OpenFile {
 public:
  /// kNotFound when it is not there, kUnavailable when the disk refuses it.
  [[nodiscard]] static base::Result<std::shared_ptr<const OpenFile>> open(
      const std::filesystem::path& path);
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Up to so many bytes; fewer at the end alone.
  [[nodiscard]] base::Result<std::string> read(std::uint64_t from, std::size_t at_most) const;

 private:
  OpenFile(int fd, std::uint64_t size) : fd_(fd), size_(size) {}
  const int fd_;
  const std::uint64_t size_;
};

/// A file on its way to a browser.
struct FileToSend {
  std::shared_ptr<const OpenFile> file;
  std::string_view content_type;
  std::string name;  ///< may hold anything
  std::string etag;  ///< strong, with its quotes (RFC 9110 section 8.8.3)
  Disposition disposition = Disposition::kAttachment;
};

/// The part that the request asks for with Range and If-Range (RFC 9110 sections 13.1.5 and 14.2).
[[nodiscard]] ByteRange asked_range(const Request& request, const FileToSend& file);
/// That part as 200, 206 or 416, read from the disk in pieces on `pool` while it is sent, with the
/// headers of file_response(); no cache keeps it. A pool that is full in the middle cuts the
/// connection. `pool` outlives it.
[[nodiscard]] Response ranged_file_response(const Request& request, FileToSend file,
                                            base::WorkerPool& pool);

}  // namespace madoguchi::transport
