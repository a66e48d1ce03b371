#include "transport/file_body.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/run_on_pool.h"
#include "transport/problem.h"

namespace madoguchi::transport {
namespace {

using boost::asio::awaitable;
using Kind = ByteRange::Kind;

/// What one listener holds in memory.
constexpr std::size_t kPiece = std::size_t{128} * 1024;
constexpr int kRangeNotSatisfiable = 416;
constexpr int kPartialContent = 206;

class FileBody final : public BodySource {
 public:
  FileBody(std::shared_ptr<const OpenFile> file, const ByteRange& range, base::WorkerPool& pool)
      : file_(std::move(file)), range_(range), pool_(pool) {}

  [[nodiscard]] std::uint64_t size() const override { return range_.length; }

  [[nodiscard]] awaitable<base::Result<std::string>> next() override {
    const std::uint64_t left = range_.length - sent_;
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(left, kPiece));
    auto read = [file = file_, from = range_.first + sent_, length] {
      return file->read(from, length);
    };
    MDG_AWAIT(auto piece, base::run_on_pool(pool_, std::move(read)));
    sent_ += piece.size();
    co_return piece;
  }

 private:
  const std::shared_ptr<const OpenFile> file_;
  const ByteRange range_;
  base::WorkerPool& pool_;
  std::uint64_t sent_ = 0;
};

std::string content_range(const ByteRange& range, std::uint64_t size) {
  return "bytes " + std::to_string(range.first) + "-" +
         std::to_string(range.first + range.length - 1) + "/" + std::to_string(size);
}

Response unsatisfiable(const Request& request, std::uint64_t size) {
  return problem_response(ProtocolError{kRangeNotSatisfiable, "Range Not Satisfiable", "Range",
                                        "bytes of the " + std::to_string(size) + " there are"},
                          request.id)
      .with_header("Content-Range", "bytes */" + std::to_string(size));
}

}  // namespace

base::Result<std::shared_ptr<const OpenFile>> OpenFile::open(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) {
    const bool is_missing = errno == ENOENT;
    return base::fail(is_missing ? base::ErrorCode::kNotFound : base::ErrorCode::kUnavailable,
                      "a file cannot be opened");
  }
  struct stat status {};
  const bool is_file = ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
  std::shared_ptr<const OpenFile> file(
      new OpenFile(fd, is_file ? static_cast<std::uint64_t>(status.st_size) : 0));
  if (!is_file) return base::fail(base::ErrorCode::kUnavailable, "this is no file");
  return file;
}

OpenFile::~OpenFile() { ::close(fd_); }

base::Result<std::string> OpenFile::read(std::uint64_t from, std::size_t at_most) const {
  std::string bytes(at_most, '\0');
  std::size_t done = 0;
  while (done < at_most) {
    const ssize_t count =
        ::pread(fd_, bytes.data() + done, at_most - done, static_cast<off_t>(from + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return base::fail(base::ErrorCode::kUnavailable, "the disk refused a read");
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  bytes.resize(done);
  return bytes;
}

ByteRange asked_range(const Request& request, const FileToSend& file) {
  const std::uint64_t size = file.file->size();
  const auto condition = request.header("if-range");
  const bool is_stale = !condition.empty() && condition != file.etag;
  return read_range(is_stale ? std::string_view{} : request.header("range"), size);
}

Response ranged_file_response(const Request& request, FileToSend file, base::WorkerPool& pool) {
  const std::uint64_t size = file.file->size();
  const ByteRange range = asked_range(request, file);
  if (range.kind == Kind::kUnsatisfiable) return unsatisfiable(request, size);
  Response response;
  add_file_headers(response, file.content_type, file.name, file.disposition);
  response.with_header("Cache-Control", "private, no-store");
  response.with_header("Accept-Ranges", "bytes").with_header("ETag", file.etag);
  if (range.kind == Kind::kPart) {
    response.status = kPartialContent;
    response.with_header("Content-Range", content_range(range, size));
  }
  response.source = std::make_shared<FileBody>(std::move(file.file), range, pool);
  return response;
}

}  // namespace madoguchi::transport
