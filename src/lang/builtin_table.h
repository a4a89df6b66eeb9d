#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/typed_id.h"
#include "lang/type.h"

namespace warploom::lang {

// A builtin's name, such as "dot"; a row of BuiltinTable::name().
using BuiltinNameId = TypedId<struct BuiltinNameTag>;
// One overload of Warp's registry (warp/_src/context.py: builtin_functions[name].overloads[i]).
using OverloadId = TypedId<struct OverloadTag>;
// One concrete signature that Warp resolves to an overload.
using CallId = TypedId<struct CallTag>;

struct Overload {
  BuiltinNameId name;
  uint16_t index = 0;            // Its position in Warp's list for the name.
  std::string_view group;        // "Scalar Math", "Vector Math"...
  std::string_view signature;    // As Warp writes it, for people.
  std::string_view native_name;  // The C++ function, such as "wp::dot".
  bool is_generic = false;
  bool is_variadic = false;
  bool is_hidden = false;       // Not in Warp's documentation.
  bool is_kernel_only = false;  // Cannot be called from Python scope.
  bool is_lto = false;          // Its emitted call depends on the target.
  bool is_python = false;       // Written in Python as wp.func; one row for all its versions.
  bool is_differentiable = true;
  bool takes_dtype = false;  // Calls pass `dtype=`: the result type (identity: its scalar).
};

// The name of a parameter in the overload's signature.
std::string_view ParameterName(const Overload& overload, size_t index);

// A concrete call: for exactly these argument types Warp picks `overload` and returns `result`.
struct Call {
  CallId id;
  OverloadId overload;
  BuiltinNameId name;
  std::span<const Type> args;
  Type result;                    // The first result.
  std::span<const Type> results;  // All results; more than one for e.g. svd3, empty for void.
};

// An overload that no kernel can call, and the reason that the installed Warp gave.
struct LeftOut {
  OverloadId overload;
  std::string_view reason;
};

// Warp's builtins as the installed Warp describes them: read-only, made by
// python/warploom/introspect.py, never typed in by hand.
class BuiltinTable {
 public:
  virtual ~BuiltinTable() = default;

  virtual std::string_view warp_version() const = 0;
  virtual std::span<const std::string_view> names() const = 0;
  virtual std::span<const Overload> overloads() const = 0;
  virtual std::span<const Call> calls() const = 0;
  // The overloads without a call, each with its reason, in table order.
  virtual std::span<const LeftOut> left_out() const = 0;

  // CHECK-fails if there is no such builtin: the names in our sources must exist.
  virtual BuiltinNameId Name(std::string_view name) const = 0;
  virtual std::optional<BuiltinNameId> FindName(std::string_view name) const = 0;

  // What Warp resolves the call to; nullptr if the table has no such concrete call. Takes constant
  // time.
  virtual const Call* Resolve(BuiltinNameId name, std::span<const Type> args) const = 0;

  // The calls whose first result is `type`, and all calls of one name, both in table order.
  virtual std::span<const CallId> Returning(Type type) const = 0;
  virtual std::span<const CallId> Named(BuiltinNameId name) const = 0;
  // The overloads of one name, in Warp's order.
  virtual std::span<const OverloadId> OverloadsNamed(BuiltinNameId name) const = 0;

  const Overload& overload(OverloadId id) const { return overloads()[id.value]; }
  const Call& call(CallId id) const { return calls()[id.value]; }
  std::string_view name(BuiltinNameId id) const { return names()[id.value]; }
};

// Parses the generated tables (data/overloads-*.tsv, calls-*.tsv, left_out-*.tsv). Fails with
// kCorrupt, file and line if a row does not have the format that introspect writes. The table keeps
// views into the texts.
Result<std::unique_ptr<BuiltinTable>> ParseBuiltinTable(std::string_view overloads_tsv,
                                                        std::string_view calls_tsv,
                                                        std::string_view left_out_tsv);

// The table of the pinned Warp version, embedded in the binary, parsed once at first use.
const BuiltinTable& PinnedBuiltins();

}  // namespace warploom::lang
