#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "voice/telephone.h"

namespace madoguchi::features {

/// Writes down what is asked of the telephone, and answers every offer. Safe to call from every
/// thread.
class FakeTelephone final : public voice::Telephone {
 public:
  [[nodiscard]] voice::NetAddress local() const override { return {}; }
  [[nodiscard]] voice::TelephoneCounts counts() const override { return {}; }
  void stop() override {}
  void answer(voice::CallId call) override { note("answer", call); }
  void refuse(voice::CallId call, voice::CallRefusal why) override {
    note(why == voice::CallRefusal::kNotFound ? "notFound" : "tryLater", call);
  }
  void hang_up(voice::CallId call) override { note("hangUp", call); }
  void connect_browser(voice::CallId call, std::string offer,
                       voice::DescriptionReply reply) override {
    note("connect", call);
    reply("answer to " + offer);
  }
  void park(voice::CallId call) override { note("park", call); }
  void set_held(voice::CallId call, bool is_held) override {
    note(is_held ? "hold" : "resume", call);
  }
  void send_keys(voice::CallId call, std::string keys) override { note(keys, call); }
  void tap(voice::CallId call, std::shared_ptr<voice::AudioTap>) override { note("tap", call); }
  void open_web_call(voice::CallId call, std::string offer,
                     voice::DescriptionReply reply) override {
    note("webCall", call);
    if (const auto error = refusal()) return reply(base::fail(*error));
    reply("answer to " + offer);
  }
  void ring_phone(voice::CallId call, std::string extension, std::string) override {
    note("ring " + extension, call);
  }
  void stop_ringing(voice::CallId call) override { note("stopRinging", call); }
  void forget_phones(std::string) override {}
  void dial(voice::CallId call, std::string trunk, std::string from, std::string to) override {
    note("dial " + trunk + " " + from + " " + to, call);
  }

  /// Nothing: they are answered again.
  void refuse_web_calls(std::optional<base::Error> error) {
    const std::lock_guard lock(mutex_);
    refusal_ = std::move(error);
  }
  /// Whether it was asked in the end, so many times.
  bool waits_for(const std::string& what, voice::CallId call, long times = 1) {
    std::unique_lock lock(mutex_);
    const std::string wanted = what + " " + to_string(call);
    return news_.wait_for(lock, kPatience,
                          [&] { return std::ranges::count(asked_, wanted) >= times; });
  }
  bool has(const std::string& what, voice::CallId call) {
    const std::lock_guard lock(mutex_);
    return std::ranges::find(asked_, what + " " + to_string(call)) != asked_.end();
  }
  std::size_t asked() {
    const std::lock_guard lock(mutex_);
    return asked_.size();
  }

 private:
  static constexpr std::chrono::seconds kPatience{20};

  std::optional<base::Error> refusal() {
    const std::lock_guard lock(mutex_);
    return refusal_;
  }
  void note(const std::string& what, voice::CallId call) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(what + " " + to_string(call));
    news_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<std::string> asked_;
  std::optional<base::Error> refusal_;
};

}  // namespace madoguchi::features
