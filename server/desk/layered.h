#pragma once

#include <functional>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace madoguchi::desk {

// Containers that can lie over others of their kind without changing them: reads see through to
// what is below, writes stay on top. decide() works on a layer over the real state with the same
// code that apply() uses on the state itself, so it sees the consequences of its own events and the
// state stays untouched. The container below must live and stay unchanged meanwhile.

/// Pointers to values stay valid until the value is erased; a value read from below is not the one
/// that edit() returns.
template <class Key, class Value>
class LayeredMap {
 public:
  LayeredMap() = default;
  /// A layer over `below`.
  explicit LayeredMap(const LayeredMap* below) : below_(below) {}

  [[nodiscard]] const Value* find(const Key& key) const {
    const auto found = own_.find(key);
    if (found != own_.end()) return found->second ? &*found->second : nullptr;
    return below_ == nullptr ? nullptr : below_->find(key);
  }

  /// The value for changing, copied up from below when needed; null when there is none.
  [[nodiscard]] Value* edit(const Key& key) {
    const auto found = own_.find(key);
    if (found != own_.end()) return found->second ? &*found->second : nullptr;
    const Value* value = below_ == nullptr ? nullptr : below_->find(key);
    return value == nullptr ? nullptr : &put(key, *value);
  }

  Value& put(const Key& key, Value value) {
    auto& slot = own_[key];
    slot = std::move(value);
    return *slot;
  }

  /// The value for changing, made when there is none.
  Value& edit_or_make(const Key& key) {
    Value* value = edit(key);
    return value == nullptr ? put(key, Value{}) : *value;
  }

  void erase(const Key& key) {
    if (below_ != nullptr && below_->find(key) != nullptr) {
      own_[key] = std::nullopt;
    } else {
      own_.erase(key);
    }
  }

  using Use = std::function<void(const Key&, const Value&)>;

  /// Calls `use` for all, in no order. It must not change the map.
  void for_each(const Use& use) const {
    for_each_own(use);
    if (below_ == nullptr) return;
    below_->for_each([&](const Key& key, const Value& value) {
      if (!own_.contains(key)) use(key, value);
    });
  }

  /// Only what was written on this layer.
  void for_each_own(const Use& use) const {
    for (const auto& [key, value] : own_) {
      if (value) use(key, *value);
    }
  }

 private:
  const LayeredMap* below_ = nullptr;
  std::unordered_map<Key, std::optional<Value>> own_;
};

/// An ordered set, read by "first at or after this key".
template <class Key>
class LayeredSet {
 public:
  LayeredSet() = default;
  /// A layer over `below`.
  explicit LayeredSet(const LayeredSet* below) : below_(below) {}

  void insert(const Key& key) {
    if (removed_.erase(key) == 0) added_.insert(key);
  }

  void erase(const Key& key) {
    if (added_.erase(key) == 0 && below_ != nullptr) removed_.insert(key);
  }

  /// The smallest key that is not below `from` (first_after: that is above it); null at the end.
  [[nodiscard]] const Key* first_from(const Key& from) const {
    return smaller(at(added_.lower_bound(from), added_), below_from(from));
  }
  [[nodiscard]] const Key* first_after(const Key& from) const {
    return smaller(at(added_.upper_bound(from), added_), below_after(from));
  }

  [[nodiscard]] const std::set<Key>& added() const { return added_; }
  [[nodiscard]] const std::set<Key>& removed() const { return removed_; }

 private:
  using Iterator = typename std::set<Key>::const_iterator;

  static const Key* at(Iterator place, const std::set<Key>& keys) {
    return place == keys.end() ? nullptr : &*place;
  }
  static const Key* smaller(const Key* a, const Key* b) {
    if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
    return *b < *a ? b : a;
  }
  const Key* below_from(const Key& from) const {
    return below_ == nullptr ? nullptr : skip_removed(below_->first_from(from));
  }
  const Key* below_after(const Key& from) const {
    return below_ == nullptr ? nullptr : skip_removed(below_->first_after(from));
  }
  const Key* skip_removed(const Key* key) const {
    while (key != nullptr && removed_.contains(*key)) key = below_->first_after(*key);
    return key;
  }

  const LayeredSet* below_ = nullptr;
  std::set<Key> added_;
  std::set<Key> removed_;  ///< of those below
};

}  // namespace madoguchi::desk
