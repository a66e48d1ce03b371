// Many RTP streams (RFC 3550) of a tone in PCMU from one UDP socket, and what comes back, told by
// the sender's port. Built and driven by rtp_load.mjs; a program of its own, so that its CPU time
// is not that of what is measured.
//
// Lines on standard input: `add PORT` sends a stream to 127.0.0.1:PORT and expects one from there,
// `drop PORT` ends it, `report` prints one line of JSON about the time since the last report. The
// first line printed is the own port.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

namespace {

constexpr int kSlices =
    20;  // of a millisecond each: the streams are spread over the 20 ms of a packet
constexpr int kBatch = 64;
constexpr std::size_t kHeader = 12;
constexpr std::size_t kSamples = 160;
constexpr std::size_t kToneSamples = 8000 / 20;  // whole periods of 440 Hz and whole packets: 50 ms
constexpr int kBuffer = 64 << 20;
constexpr std::size_t kLongestMs = 1000;

std::int64_t now_ns() {
  timespec time{};
  clock_gettime(CLOCK_REALTIME, &time);
  return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

/// Times in milliseconds; what is longer counts as the longest.
class Histogram {
 public:
  void add(std::int64_t ns) {
    const auto ms = static_cast<std::size_t>(std::max<std::int64_t>(ns, 0) / 1'000'000);
    ++counts_[std::min(ms, kLongestMs)];
    ++total_;
  }
  [[nodiscard]] std::size_t percentile(double share) const {
    std::uint64_t rest = static_cast<std::uint64_t>(static_cast<double>(total_) * share);
    for (std::size_t ms = 0; ms <= kLongestMs; ++ms) {
      if (counts_[ms] > rest) return ms;
      rest -= counts_[ms];
    }
    return longest();
  }
  [[nodiscard]] std::size_t longest() const {
    for (std::size_t ms = kLongestMs; ms > 0; --ms) {
      if (counts_[ms] > 0) return ms;
    }
    return 0;
  }
  [[nodiscard]] std::uint64_t above(std::size_t ms) const {
    std::uint64_t sum = 0;
    for (std::size_t i = ms + 1; i <= kLongestMs; ++i) sum += counts_[i];
    return sum;
  }
  void clear() {
    counts_.fill(0);
    total_ = 0;
  }

 private:
  std::array<std::uint64_t, kLongestMs + 1> counts_{};
  std::uint64_t total_ = 0;
};

std::uint8_t encode_pcmu(int sample) {
  const int sign = sample < 0 ? 0x80 : 0;
  int magnitude = std::min(std::abs(sample), 32635) + 132;
  int exponent = 7;
  for (int mask = 0x4000; (magnitude & mask) == 0 && exponent > 0; mask >>= 1) --exponent;
  return static_cast<std::uint8_t>(
      ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)));
}

struct Stream {
  std::uint16_t port = 0;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t source = 0;
  // of the other side:
  bool is_heard = false;
  std::uint16_t last_sequence = 0;
  std::int64_t last_at = 0;
};

struct Counts {
  std::uint64_t sent = 0;
  std::uint64_t not_sent = 0;
  std::uint64_t received = 0;
  std::uint64_t lost = 0;
  std::uint64_t strange = 0;
};

class Load {
 public:
  Load() : by_port_(65'536) {
    socket_ = ::socket(AF_INET, SOCK_DGRAM, 0);
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUFFORCE, &kBuffer, sizeof kBuffer);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDBUFFORCE, &kBuffer, sizeof kBuffer);
    const int on = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    sockaddr_in own = address(0);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&own), sizeof own);
    socklen_t size = sizeof own;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&own), &size);
    std::printf("%d\n", ntohs(own.sin_port));
    std::fflush(stdout);
    for (std::size_t i = 0; i < tone_.size(); ++i) {
      tone_[i] = encode_pcmu(
          static_cast<int>(8000 * std::sin(2 * M_PI * 440.0 * static_cast<double>(i) / 8000)));
    }
  }

  void run() {
    std::int64_t next = now_ns();
    for (int slice = 0; is_open_; slice = (slice + 1) % kSlices) {
      next += 1'000'000;
      do {
        wait_until(next);
        receive();
      } while (is_open_ && now_ns() < next);
      lateness_.add(now_ns() - next);
      if (now_ns() - next > 500'000'000) next = now_ns();
      send_slice(slice);
    }
  }

 private:
  static sockaddr_in address(std::uint16_t port) {
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    out.sin_port = htons(port);
    return out;
  }

  void wait_until(std::int64_t due) {
    std::array<pollfd, 2> fds{{{socket_, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
    const std::int64_t left = std::max<std::int64_t>(due - now_ns(), 0);
    const timespec wait{0, left};
    if (::ppoll(fds.data(), fds.size(), &wait, nullptr) <= 0) return;
    if (fds[1].revents != 0) read_lines();
  }

  void read_lines() {
    std::array<char, 65'536> bytes{};
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0) {
      is_open_ = false;
      return;
    }
    input_.append(bytes.data(), static_cast<std::size_t>(count));
    for (std::size_t end = input_.find('\n'); end != std::string::npos; end = input_.find('\n')) {
      take_line(input_.substr(0, end));
      input_.erase(0, end + 1);
    }
  }

  void take_line(const std::string& line) {
    if (line == "report") return report();
    unsigned port = 0;
    if (std::sscanf(line.c_str(), "add %u", &port) == 1)
      return add(static_cast<std::uint16_t>(port));
    if (std::sscanf(line.c_str(), "drop %u", &port) == 1) drop(static_cast<std::uint16_t>(port));
  }

  void add(std::uint16_t port) {
    auto stream = std::make_unique<Stream>();
    stream->port = port;
    stream->source = 0x10000u + port;
    by_port_[port] = stream.get();
    slices_[port / 2 % kSlices].push_back(std::move(stream));
  }

  void drop(std::uint16_t port) {
    by_port_[port] = nullptr;
    std::erase_if(slices_[port / 2 % kSlices],
                  [&](const auto& stream) { return stream->port == port; });
  }

  void send_slice(int slice) {
    auto& streams = slices_[static_cast<std::size_t>(slice)];
    for (std::size_t from = 0; from < streams.size(); from += kBatch) {
      send_batch(streams, from, std::min<std::size_t>(kBatch, streams.size() - from));
    }
  }

  void send_batch(std::vector<std::unique_ptr<Stream>>& streams, std::size_t from,
                  std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      Stream& stream = *streams[from + i];
      std::uint8_t* head = out_heads_[i].data();
      const std::uint16_t sequence = htons(stream.sequence++);
      const std::uint32_t timestamp = htonl(stream.timestamp);
      const std::uint32_t source = htonl(stream.source);
      head[0] = 0x80;
      head[1] = 0;
      std::memcpy(head + 2, &sequence, 2);
      std::memcpy(head + 4, &timestamp, 4);
      std::memcpy(head + 8, &source, 4);
      out_to_[i] = address(stream.port);
      out_parts_[i][0] = {head, kHeader};
      out_parts_[i][1] = {tone_.data() + stream.timestamp % kToneSamples, kSamples};
      out_[i].msg_hdr = {&out_to_[i], sizeof(sockaddr_in), out_parts_[i].data(), 2, nullptr, 0, 0};
      stream.timestamp += kSamples;
    }
    const int sent = ::sendmmsg(socket_, out_.data(), static_cast<unsigned>(count), 0);
    counts_.sent += static_cast<std::uint64_t>(std::max(sent, 0));
    counts_.not_sent += count - static_cast<std::uint64_t>(std::max(sent, 0));
  }

  void receive() {
    for (;;) {
      for (std::size_t i = 0; i < kBatch; ++i) {
        in_parts_[i] = {in_bytes_[i].data(), in_bytes_[i].size()};
        in_[i].msg_hdr = {&in_from_[i],
                          sizeof(sockaddr_in),
                          &in_parts_[i],
                          1,
                          in_control_[i].data(),
                          in_control_[i].size(),
                          0};
      }
      const int count = ::recvmmsg(socket_, in_.data(), kBatch, MSG_DONTWAIT, nullptr);
      for (int i = 0; i < count; ++i) take(static_cast<std::size_t>(i));
      if (count < kBatch) return;
    }
  }

  static std::int64_t arrival(msghdr& head) {
    for (cmsghdr* c = CMSG_FIRSTHDR(&head); c != nullptr; c = CMSG_NXTHDR(&head, c)) {
      if (c->cmsg_type != SCM_TIMESTAMPNS) continue;
      timespec time{};
      std::memcpy(&time, CMSG_DATA(c), sizeof time);
      return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }
    return now_ns();
  }

  void take(std::size_t i) {
    Stream* stream = by_port_[ntohs(in_from_[i].sin_port)];
    if (stream == nullptr || in_[i].msg_len < kHeader) {
      ++counts_.strange;
      return;
    }
    std::uint16_t sequence = 0;
    std::memcpy(&sequence, in_bytes_[i].data() + 2, 2);
    sequence = ntohs(sequence);
    const std::int64_t at = arrival(in_[i].msg_hdr);
    const bool is_start =
        (in_bytes_[i][1] & 0x80) != 0;  // marker: a new talk spurt (RFC 3551 section 4.1)
    if (stream->is_heard && !is_start) {
      gaps_.add(at - stream->last_at);
      const auto missing = static_cast<std::uint16_t>(sequence - stream->last_sequence - 1);
      if (missing < 1000) counts_.lost += missing;
    }
    stream->is_heard = true;
    stream->last_sequence = sequence;
    stream->last_at = at;
    ++counts_.received;
  }

  void report() {
    std::size_t streams = 0;
    for (const auto& slice : slices_) streams += slice.size();
    std::printf(
        "{\"streams\":%zu,\"sent\":%llu,\"notSent\":%llu,\"received\":%llu,\"lost\":%llu,"
        "\"strange\":%llu,"
        "\"lateP99\":%zu,\"lateLongest\":%zu,\"gapP50\":%zu,\"gapP99\":%zu,\"gapP999\":%zu,"
        "\"gapLongest\":%zu,\"gapsOver60\":%llu}\n",
        streams, static_cast<unsigned long long>(counts_.sent),
        static_cast<unsigned long long>(counts_.not_sent),
        static_cast<unsigned long long>(counts_.received),
        static_cast<unsigned long long>(counts_.lost),
        static_cast<unsigned long long>(counts_.strange), lateness_.percentile(0.99),
        lateness_.longest(), gaps_.percentile(0.5), gaps_.percentile(0.99), gaps_.percentile(0.999),
        gaps_.longest(), static_cast<unsigned long long>(gaps_.above(60)));
    std::fflush(stdout);
    counts_ = {};
    gaps_.clear();
    lateness_.clear();
  }

  int socket_ = -1;
  bool is_open_ = true;
  std::string input_;
  std::vector<Stream*> by_port_;
  std::array<std::vector<std::unique_ptr<Stream>>, kSlices> slices_;
  std::array<std::uint8_t, kToneSamples + kSamples> tone_{};
  Counts counts_;
  Histogram gaps_;
  Histogram lateness_;  ///< of our own timer: what this machine does to a loop that only waits

  std::array<mmsghdr, kBatch> out_{};
  std::array<std::array<iovec, 2>, kBatch> out_parts_{};
  std::array<sockaddr_in, kBatch> out_to_{};
  std::array<std::array<std::uint8_t, kHeader>, kBatch> out_heads_{};

  std::array<mmsghdr, kBatch> in_{};
  std::array<iovec, kBatch> in_parts_{};
  std::array<sockaddr_in, kBatch> in_from_{};
  std::array<std::array<std::uint8_t, 1500>, kBatch> in_bytes_{};
  std::array<std::array<char, 64>, kBatch> in_control_{};
};

}  // namespace

int main() {
  auto load = std::make_unique<Load>();
  load->run();
}
