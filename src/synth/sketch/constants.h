#pragma once

#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "synth/sketch/author_style.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/fresh_names.h"
#include "synth/sketch/name.h"
#include "synth/sketch/record_types.h"

namespace warploom::synth {

// What is defined at module level and known before the kernel runs: constants, tables and enums.
class Constants {
 public:
  struct MemberSpec {
    std::string_view name;
    int64_t value;
  };

  Constants(Draft& draft, const AuthorStyle& style, FreshNames& names, const RecordTypes& records)
      : draft_(draft), style_(style), names_(names), records_(records) {}

  // NAME = wp.constant(value), or a member of a class of constants.
  Val NewConstant(const Name& words, const Val& value);
  // NAME = Name(), a struct whose fields are set to the values. Only wp.static can read it, and
  // only in a kernel that also names the struct's type, for instance as a helper's parameter.
  Val NewStructConstant(std::string_view name, lang::Type record, std::span<const Val> values);
  // NAME = (0.25, 0.5, 0.25): numbers that only wp.static can read. Its type is a tuple.
  Val NewTable(std::string_view name, std::span<const double> numbers);
  // table[index] inside wp.static.
  Val TableItem(const Val& table, const Val& index);
  // wp.static(value) of constants and of counters of loops over constant ranges.
  Val Static(const Val& value);
  // class Name(IntEnum), or IntFlag if the members are bits. The result is for Member.
  uint16_t NewEnum(std::string_view name, std::span<const MemberSpec> members, bool is_flag);
  // Name.MEMBER, as an int, or a constant made of it.
  Val Member(uint16_t owner, int index);

 private:
  // The constant as a member of the one class that holds this author's constants.
  Val NewClassMember(std::string_view name, const Val& value);

  // MODE_LINEAR = wp.constant(int(Mode.LINEAR)); one for each member.
  lang::ConstId ConstantOfMember(lang::Member member);

  Draft& draft_;
  const AuthorStyle& style_;
  FreshNames& names_;
  const RecordTypes& records_;
  std::map<std::pair<uint16_t, uint16_t>, lang::ConstId> of_members_;  // By class and member.
};

}  // namespace warploom::synth
