#!/usr/bin/env python3
"""The cases: minimal agent files, each of which asks one question of a loader.

usage: gen_cases.py           writes cases.jsonl beside this file, which the tests read
       gen_cases.py --check   says whether cases.jsonl is what this file makes; exit 1 if it is not
       gen_cases.py FOLDER    writes FOLDER/cases/<case>/<file> for each case, and FOLDER/list with their paths

A line of cases.jsonl holds a case's name, what it asks, its text (`hex` where that is no UTF-8), a `file` name where it is
not <case>.md, and `repeat`, a piece and a count, where that piece follows the text so many times.
"""
import json, os, sys
HERE = os.path.dirname(os.path.abspath(__file__))
idx = {}
def case(slug, content, what, fname=None, repeat=None):
    assert slug not in idx, slug
    if isinstance(content, str): content = content.encode('utf8')
    idx[slug] = {'file': fname or slug + '.md', 'what': what, 'content': content, 'repeat': repeat}
D = 'Reviews pull requests for mistakes.'
def fm(slug, extra='', name=None, desc=D, body='You are a reviewer.\n'):
    return '---\nname: %s\ndescription: %s\n%s---\n\n%s' % (name or slug, desc, extra, body)
def x(slug, extra, what): case(slug, fm(slug, extra), what)

# --- container -------------------------------------------------------------------------------------------
case('ok', fm('ok'), 'plain good file')
case('bom', b'\xef\xbb\xbf' + fm('bom').encode(), 'UTF-8 BOM before ---')
case('bom-twice', b'\xef\xbb\xbf\xef\xbb\xbf' + fm('bom-twice').encode(), 'two BOMs')
case('utf16le-bom', b'\xff\xfe' + fm('utf16le-bom').encode('utf-16-le'), 'UTF-16LE file with BOM')
case('crlf', fm('crlf').replace('\n', '\r\n'), 'CRLF line ends')
case('crlf-colon', fm('crlf-colon', desc='Use this: for reviews').replace('\n', '\r\n'), 'CRLF and an unquoted ": "')
case('crlf-open-only', '---\r\nname: crlf-open-only\ndescription: Use this: for reviews\n---\nYou are a reviewer.\n', 'only the opening delimiter ends CRLF, value has ": "')
case('cr-only', fm('cr-only').replace('\n', '\r'), 'bare CR line ends (old Mac)')
case('lead-blank', '\n' + fm('lead-blank'), 'blank line before the opening ---')
case('lead-space', ' ' + fm('lead-space'), 'one space before the opening ---')
case('lead-comment', '<!-- made by hand -->\n' + fm('lead-comment'), 'HTML comment before ---')
case('lead-hash', '# Title\n' + fm('lead-hash'), 'heading before ---')
case('lead-nbsp', '\u00a0' + fm('lead-nbsp'), 'no-break space before ---')
case('open-trail-space', fm('open-trail-space').replace('---\n', '---   \n', 1), 'spaces after the opening ---')
case('open-trail-tab', fm('open-trail-tab').replace('---\n', '---\t\n', 1), 'tab after the opening ---')
case('open-trail-comment', fm('open-trail-comment').replace('---\n', '--- # c\n', 1), '"--- # c" as opening line')
case('open-yaml-tag', fm('open-yaml-tag').replace('---\n', '---yaml\n', 1), '"---yaml" as opening line')
case('open-blank-after', fm('open-blank-after').replace('---\n', '---\n\n\n', 1), 'blank lines after the opening ---')
case('close-trail-space', fm('close-trail-space').replace('\n---\n', '\n---   \n', 1), 'spaces after the closing ---')
case('close-indented', fm('close-indented').replace('\n---\n', '\n  ---\n', 1), 'closing --- indented by two')
case('close-dots', fm('close-dots').replace('\n---\n', '\n...\n', 1), 'closing with ...')
case('close-missing', fm('close-missing').replace('\n---\n', '\n', 1), 'no closing ---')
case('close-missing-rule-later', fm('close-missing-rule-later').replace('\n---\n', '\n', 1) + '\n---\nmore\n', 'no closing ---, but a --- rule later in the body')
case('close-at-eof', '---\nname: close-at-eof\ndescription: %s\n---' % D, 'file ends right after the closing ---')
case('close-glued', '---\nname: close-glued\ndescription: %s---\nYou are a reviewer.\n' % D, 'closing --- glued to the last value')
case('close-body-glued', '---\nname: close-body-glued\ndescription: %s\n---body text\n' % D, 'body glued to the closing ---')
case('close-heading-glued', '---\nname: close-heading-glued\ndescription: %s\n---\n# Heading\n' % D, 'no blank line after front matter')
case('dashes-four', fm('dashes-four').replace('---\n', '----\n', 1).replace('\n---\n', '\n----\n', 1), 'four dashes both ends')
case('dashes-four-close', fm('dashes-four-close').replace('\n---\n', '\n----\n', 1), 'four dashes at the close only')
case('dashes-long-close', fm('dashes-long-close').replace('\n---\n', '\n' + '-' * 56 + '\n', 1), '56 dashes at the close')
case('dashes-two', fm('dashes-two').replace('---\n', '--\n'), 'two dashes both ends')
case('plus-toml', '+++\nname = "plus-toml"\ndescription = "x"\n+++\nbody\n', 'TOML front matter')
case('dash-in-value', '---\nname: dash-in-value\ndescription: Use a --- b to split\nmodel: haiku\n---\nYou are a reviewer.\n', '--- inside a plain value')
case('dash-in-value-name-after', '---\ndescription: Use a --- b to split\nname: dash-in-value-name-after\n---\nYou are a reviewer.\n', '--- inside a value, name after it')
case('dash-in-quoted', '---\nname: dash-in-quoted\ndescription: "Use a --- b to split"\nmodel: haiku\n---\nYou are a reviewer.\n', '--- inside a double-quoted value')
case('dash-in-comment', '---\n# --- section ---\nname: dash-in-comment\ndescription: x\n---\nYou are a reviewer.\n', '--- inside a YAML comment before the keys')
case('dash-in-block', '---\nname: dash-in-block\ndescription: |\n  one\n  ---\n  two\nmodel: haiku\n---\nYou are a reviewer.\n', '--- inside a block scalar')
case('no-front-matter', '# Just a document\n\nText.\n', 'no front matter')
case('empty-file', '', 'empty file')
case('empty-block', '---\n---\nYou are a reviewer.\n', 'empty front matter block')
case('only-block-comment', '---\n# nothing\n---\nYou are a reviewer.\n', 'front matter with only a comment')
case('scalar-block', '---\njust text\n---\nYou are a reviewer.\n', 'front matter is a plain scalar')
case('list-block', '---\n- name: list-block\n- description: x\n---\nYou are a reviewer.\n', 'front matter is a list')
case('json-block', '---\n{"name": "json-block", "description": "x y z"}\n---\nYou are a reviewer.\n', 'front matter in JSON (flow) style')
case('flow-style', '---\n{name: flow-style, description: some words, tools: [Read, Grep]}\n---\nYou are a reviewer.\n', 'flow mapping')
case('multi-doc', fm('multi-doc') + '\n---\nname: second\ndescription: other\n---\nmore\n', 'second front matter block in the body')
case('two-blocks-adjacent', '---\ndescription: first only\n---\n---\nname: two-blocks-adjacent\ndescription: x\n---\nYou are a reviewer.\n', 'name only in the second block')
case('yaml-directive', '%YAML 1.2\n' + fm('yaml-directive'), '%YAML directive first')
case('in-code-fence', '```yaml\n' + fm('in-code-fence') + '```\n', 'front matter inside a code fence')
case('in-md-fence', '```markdown\n' + fm('in-md-fence') + '```\n', 'whole file wrapped in ```markdown')
case('readme', fm('readme'), 'README.md with full agent front matter', 'README.md')
case('readme-doc', '# Agents\n\nHow to use.\n', 'README.md, no front matter', 'README.md')
case('readme-desc-only', '---\ndescription: x\n---\nYou are a reviewer.\n', 'README.md, description but no name', 'README.md')
case('claude-md', fm('claude-md'), 'CLAUDE.md with agent front matter', 'CLAUDE.md')
case('ext-upper', fm('ext-upper'), 'extension .MD', 'ext-upper.MD')
case('ext-markdown', fm('ext-markdown'), 'extension .markdown', 'ext-markdown.markdown')
case('ext-mdx', fm('ext-mdx'), 'extension .mdx', 'ext-mdx.mdx')
case('ext-mdc', fm('ext-mdc'), 'extension .mdc', 'ext-mdc.mdc')
case('ext-txt', fm('ext-txt'), 'extension .txt', 'ext-txt.txt')
case('ext-none', fm('ext-none'), 'no extension', 'ext-none')
case('ext-agent-md', fm('ext-agent-md'), 'Copilot style .agent.md', 'ext-agent-md.agent.md')
case('ext-bak', fm('ext-bak'), '.md.bak', 'ext-bak.md.bak')
case('hidden-file', fm('hidden-file'), 'hidden file .hidden.md', '.hidden.md')
case('underscore-file', fm('underscore-file'), '_file.md', '_underscore.md')
case('space-file', fm('space-file'), 'spaces in the file name', 'my agent file.md')
case('name-differs-file', fm('name-differs-file', name='quite-other'), 'name differs from the file name')
case('empty-body', '---\nname: empty-body\ndescription: %s\n---\n' % D, 'no body')
case('blank-body', '---\nname: blank-body\ndescription: %s\n---\n\n   \n\n' % D, 'body of blanks only')
case('body-2mb', fm('body-2mb', body=''), 'body of 2 MB', repeat=('word ' * 20 + '\n', 20000))
case('body-20mb', fm('body-20mb', body=''), 'body of 20 MB', repeat=('word ' * 20 + '\n', 200000))
case('bad-utf8-body', fm('bad-utf8-body').encode() + b'\xff\xfe bad \x80\n', 'invalid UTF-8 in the body')
case('bad-utf8-desc', fm('bad-utf8-desc', desc='caf@ reviews').encode().replace(b'caf@', b'caf\xe9'), 'invalid UTF-8 (Latin-1 e-acute) in the description')
case('bad-utf8-name', fm('bad-utf8-name').encode().replace(b'name: bad', b'name: b\xe9d'), 'invalid UTF-8 in the name')
case('nul-body', fm('nul-body').encode() + b'a\0b\n', 'NUL in the body')
case('nul-desc', fm('nul-desc', desc='a@b').encode().replace(b'a@b', b'a\0b'), 'NUL in the description')
case('nul-name', fm('nul-name').encode().replace(b'name: nul-name', b'name: nul\0name'), 'NUL in the name')
case('ctrl-desc', fm('ctrl-desc', desc='a@b').encode().replace(b'a@b', b'a\x07b'), 'BEL control character in the description')
case('esc-desc', fm('esc-desc', desc='a@b').encode().replace(b'a@b', b'a\x1b[31mb'), 'escape sequence in the description')
case('unicode-ls', fm('unicode-ls', desc='one\u2028two: three'), 'U+2028 in a plain value with ": "')
case('nbsp-after-colon', '---\nname:\u00a0nbsp-after-colon\ndescription: x\n---\nYou are a reviewer.\n', 'no-break space after "name:"')
case('nbsp-indent', '---\nname: nbsp-indent\ndescription: x\nhooks:\n\u00a0\u00a0PreToolUse: []\n---\nYou are a reviewer.\n', 'no-break space as indent')
case('smart-quotes', fm('smart-quotes', desc='\u201cquoted: text\u201d'), 'curly quotes around a value with ": "')
case('emoji', fm('emoji', desc='\U0001f680 Rocket reviews'), 'emoji in the description')
case('zwsp-key', '---\n\u200bname: zwsp-key\ndescription: x\n---\nYou are a reviewer.\n', 'zero-width space before the key name')

# --- YAML ------------------------------------------------------------------------------------------------
case('tab-indent', '---\nname: tab-indent\ndescription: x\ntools:\n\t- Read\n\t- Grep\n---\nYou are a reviewer.\n', 'tab as list indent')
case('tab-indent-map', '---\nname: tab-indent-map\ndescription: x\nhooks:\n\tPostToolUse: []\n---\nYou are a reviewer.\n', 'tab as mapping indent')
case('tab-after-colon', '---\nname:\ttab-after-colon\ndescription:\tx y\n---\nYou are a reviewer.\n', 'tab after the colon')
case('tab-in-value', fm('tab-in-value', desc='a\tb'), 'tab inside a plain value')
case('tab-line-start', '---\n\tname: tab-line-start\n\tdescription: x\n---\nYou are a reviewer.\n', 'every key indented by a tab')
case('space-indented-keys', '---\n  name: space-indented-keys\n  description: x\n---\nYou are a reviewer.\n', 'every key indented by two spaces')
case('space-indented-2nd', '---\nname: space-indented-2nd\n description: x\n---\nYou are a reviewer.\n', 'second key indented by one space')
case('space-indented-1st', '---\n name: space-indented-1st\ndescription: x\n---\nYou are a reviewer.\n', 'first key indented by one space')
case('no-space-colon', '---\nname:no-space-colon\ndescription:x\n---\nYou are a reviewer.\n', 'no space after the colon, both keys')
case('no-space-colon-one', '---\nname: no-space-colon-one\ndescription: x\nmodel:haiku\n---\nYou are a reviewer.\n', 'no space after the colon in a third key')
case('space-before-colon', '---\nname : space-before-colon\ndescription : x\n---\nYou are a reviewer.\n', 'space before the colon')
case('equals-sign', '---\nname = equals-sign\ndescription = x\n---\nYou are a reviewer.\n', '= in place of :')
x('plain-colon', 'x-note: a: b\n', 'unquoted ": " in an unknown key')
for slug, d, what in [
 ('colon-space', 'Use this: for reviews', 'unquoted ": "'),
 ('colon-end', 'Use this for reviews:', 'value ends with ":"'),
 ('colon-url', 'see https://example.com/a', 'colon without a space'),
 ('colon-two', 'a: b: c', 'two unquoted ": "'),
 ('colon-and-dquote', 'Use "this": for reviews', 'unquoted ": " and double quotes inside'),
 ('colon-and-squote', "Use 'this': for reviews, don't", 'unquoted ": " and single quotes inside'),
 ('colon-and-backslash', r'Use C:\new: for reviews\q', 'unquoted ": " and backslashes'),
 ('colon-and-nl-escape', r'Use this: a\n\n<example>Context: b\nuser: "c"</example>', 'typical generated description with \\n and ": "'),
 ('hash-space', 'AAAAAAAA # BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB', 'unquoted " #" (comment)'),
 ('hash-glued', 'AAAAAAAA#BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB', '"#" without a space'),
 ('hash-and-colon', 'Use this: AAAAAAAA # BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB', 'unquoted " #" and ": "'),
 ('hash-first', '# all of it is a comment', 'value starts with #'),
 ('lead-star', '*bold* text', 'value starts with *'),
 ('lead-star2', '**bold** text', 'value starts with **'),
 ('lead-amp', '&anchor text', 'value starts with &'),
 ('lead-at', '@someone reviews', 'value starts with @'),
 ('lead-percent', '%done text', 'value starts with %'),
 ('lead-backtick', '`code` text', 'value starts with backtick'),
 ('lead-bang', '!important text', 'value starts with !'),
 ('lead-bang-bare', '!important', 'value is !word'),
 ('lead-pipe', '| text on the same line', 'value starts with | and text'),
 ('lead-gt', '> text on the same line', 'value starts with > and text'),
 ('lead-dash', '- item', 'value starts with "- "'),
 ('lead-dash-glued', '-item', 'value starts with "-x"'),
 ('lead-question', '? what', 'value starts with "? "'),
 ('lead-comma', ', what', 'value starts with ","'),
 ('lead-bracket-two', '[a] [b]', 'value [a] [b]'),
 ('lead-bracket-text', '[WIP] reviews', 'value [x] text'),
 ('lead-brace-text', '{x} reviews', 'value {x} text'),
 ('lead-brace-two', '{{name}} reviews', 'value {{x}} text'),
 ('brace-template', '{{description}}', 'value {{x}}'),
 ('lead-dquote-text', '"Senior" reviewer', 'double-quoted start then text'),
 ('lead-squote-text', "'Senior' reviewer", 'single-quoted start then text'),
 ('dquote-open', '"never closed', 'unclosed double quote'),
 ('squote-open', "'never closed", 'unclosed single quote'),
 ('squote-apos', "'don't do this'", 'apostrophe inside single quotes'),
 ('dquote-inner', '"say "hi" now"', 'double quotes inside double quotes'),
 ('dquote-bad-escape', r'"a \d b"', 'bad escape in double quotes'),
 ('dquote-good-escape', r'"a\nb\tc \u00e9"', 'good escapes in double quotes'),
 ('dquote-colon', '"Use this: for reviews"', 'quoted ": "'),
 ('dquote-then-comment', '"ok text" # note', 'quoted then comment'),
 ('dquote-then-comma', '"ok text",', 'quoted then a comma (JSON habit)'),
 ('arrow', 'a -> b => c', 'arrows'),
 ('lt-example', '<example>x</example>', 'value starts with <'),
 ('brackets-inside', 'use [a](b) and {c} & d * e', 'special characters inside, no ": "'),
 ('brackets-inside-colon', 'use [a](b): {c} & d * e', 'special characters inside and ": "'),
]: case(slug, fm(slug, desc=d), 'description: ' + what)
case('example-unindented', '---\nname: example-unindented\ndescription: Use this agent for reviews. Examples:\n\n<example>\nContext: the user wrote code\nuser: "check it"\nassistant: "ok"\n</example>\nmodel: haiku\n---\nYou are a reviewer.\n', 'unindented <example> lines with "key: " after description')
case('example-unindented-nocolon', '---\nname: example-unindented-nocolon\ndescription: Use this agent for reviews.\n<example>\ncheck it\n</example>\nmodel: haiku\n---\nYou are a reviewer.\n', 'unindented <example> lines without any colon')
case('example-indented', '---\nname: example-indented\ndescription: Use this agent for reviews. Examples:\n  <example>\n  Context: the user wrote code\n  </example>\nmodel: haiku\n---\nYou are a reviewer.\n', 'indented <example> lines, with ": "')
case('example-indented-nocolon', '---\nname: example-indented-nocolon\ndescription: Use this agent for reviews.\n  <example>\n  check it\n  </example>\nmodel: haiku\n---\nYou are a reviewer.\n', 'indented continuation lines without colon')
case('example-block', '---\nname: example-block\ndescription: |\n  Use this agent. Examples:\n  <example>\n  Context: a\n  user: "b"\n  </example>\nmodel: haiku\n---\nYou are a reviewer.\n', 'block scalar with examples')
case('example-folded', '---\nname: example-folded\ndescription: >-\n  Use this agent.\n  Context: a\nmodel: haiku\n---\nYou are a reviewer.\n', 'folded scalar')
case('block-unindented', '---\nname: block-unindented\ndescription: |\nUse this agent.\nSecond line\nmodel: haiku\n---\nYou are a reviewer.\n', 'block scalar whose text is not indented')
case('continuation-wrapped', '---\nname: continuation-wrapped\ndescription: Use this agent\nfor many things\nmodel: haiku\n---\nYou are a reviewer.\n', 'wrapped text at column 0 without a colon')
case('list-unindented', '---\nname: list-unindented\ndescription: x\ntools:\n- Read\n- Grep\n---\nYou are a reviewer.\n', 'list not indented')
case('dup-name', '---\nname: dup-name-first\nname: dup-name-second\ndescription: x\n---\nYou are a reviewer.\n', 'duplicate name')
case('dup-desc', '---\nname: dup-desc\ndescription: short\ndescription: %s\n---\nYou are a reviewer.\n' % ('long words ' * 20), 'duplicate description, second longer')
case('dup-model', fm('dup-model', 'model: haiku\nmodel: sonnet\n'), 'duplicate model')
case('anchor-alias', '---\nname: anchor-alias\ndescription: &d some text here\nx-copy: *d\n---\nYou are a reviewer.\n', 'anchor and alias')
case('alias-desc', '---\nx: &d some text here\nname: alias-desc\ndescription: *d\n---\nYou are a reviewer.\n', 'description by alias')
case('alias-undefined', '---\nname: alias-undefined\ndescription: x\nx: *nope\n---\nYou are a reviewer.\n', 'undefined alias')
case('merge-key', '---\nbase: &b\n  model: haiku\n  description: merged text\nname: merge-key\n<<: *b\n---\nYou are a reviewer.\n', 'merge key supplies description and model')
case('alias-bomb', '---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\nname: alias-bomb\ndescription: x\n---\nYou are a reviewer.\n', 'nested aliases')
case('explicit-key', '---\n? name\n: explicit-key\n? description\n: x\n---\nYou are a reviewer.\n', 'explicit ? keys')
case('quoted-keys', '---\n"name": quoted-keys\n\'description\': x\n---\nYou are a reviewer.\n', 'quoted keys')
case('upper-keys', '---\nName: upper-keys\nDescription: x\n---\nYou are a reviewer.\n', 'keys in title case')
case('tag-str', '---\nname: !!str tag-str\ndescription: !!str 42\n---\nYou are a reviewer.\n', '!!str tags')
case('tag-custom', '---\nname: tag-custom\ndescription: !foo bar\n---\nYou are a reviewer.\n', 'custom tag')
case('yaml-error-tail', fm('yaml-error-tail', 'x: [1, 2\n'), 'unclosed flow list in an unknown key')
case('bad-line', fm('bad-line', 'this line is no key\n'), 'a line without a colon at the end of the block')
case('bad-line-md', fm('bad-line-md', '## Heading?\n* bullet\n'), 'a markdown bullet in the block')
case('fm-very-deep', '---\nname: fm-very-deep\ndescription: x\nx: %s1%s\n---\nYou are a reviewer.\n' % ('[' * 2000, ']' * 2000), 'flow list nested 2000 deep')

# --- name ------------------------------------------------------------------------------------------------
for slug, v, what in [
 ('name-number', '42', 'number'), ('name-float', '1.5', 'float'), ('name-bool', 'true', 'boolean'), ('name-yes', 'yes', 'yes'),
 ('name-null', 'null', 'null'), ('name-tilde', '~', '~'), ('name-empty', '', 'empty'), ('name-empty-quoted', '""', 'empty quoted'),
 ('name-blank-quoted', '"   "', 'blanks quoted'), ('name-list', '[a, b]', 'list'), ('name-map', '{a: b}', 'mapping'), ('name-date', '2024-01-02', 'date'),
 ('name-quoted-number', '"42"', 'quoted number'), ('name-colon', 'ns:name-colon', 'colon inside'), ('name-colon-space', 'ns: name', 'unquoted ": "'),
 ('name-lead-dash', '-name', 'leading -'), ('name-lead-ddash', '--name', 'leading --'), ('name-trail-dash', 'name-', 'trailing -'),
 ('name-spaces', 'My Nice Agent', 'spaces'), ('name-upper', 'MyAgent', 'upper case'), ('name-under', 'my_agent', 'underscore'),
 ('name-dot', 'my.agent', 'dot'), ('name-slash', 'team/agent', 'slash'), ('name-at', 'a@b', '@'), ('name-paren', 'a(b)', 'parentheses'), ('name-comma', 'a,b', 'comma'), ('name-star', 'a*b', '*'),
 ('name-unicode', '\u00e9tude-\u65e5\u672c', 'non-ASCII letters'), ('name-emoji', '\U0001f680-agent', 'emoji'), ('name-cyrillic', 'pe\u0432iew', 'Cyrillic look-alike'),
 ('name-256', 'n' * 256, '256 characters'), ('name-257', 'n' * 257, '257 characters'), ('name-600', 'n' * 600, '600 characters'),
 ('name-pad', '"  padded  "', 'blanks around, quoted'), ('name-newline', '"a\\nb"', 'newline inside'), ('name-lead-hash', '#agent', 'value is a comment'),
 ('name-quote', '"a\'b"', 'apostrophe'), ('name-traversal', '../../etc', 'path traversal'),
 ('name-builtin', 'Explore', 'same name as the built-in Explore'), ('name-builtin-gp', 'general-purpose', 'same name as the built-in general-purpose'),
]: case(slug, '---\nname: %s\ndescription: %s\n---\nYou are a reviewer.\n' % (v, D), 'name: ' + what)
case('name-missing', '---\ndescription: %s\n---\nYou are a reviewer.\n' % D, 'no name, has description')
case('name-missing-tools', '---\ndescription: %s\ntools: Read\nmodel: haiku\n---\nYou are a reviewer.\n' % D, 'no name, has description, tools, model')
case('name-missing-bad-yaml', '---\ndescription: a: b\n- c\n---\nYou are a reviewer.\n', 'no name and YAML does not parse')

# --- description -----------------------------------------------------------------------------------------
for slug, v, what in [
 ('desc-number', '42', 'number'), ('desc-zero', '0', 'zero'), ('desc-bool', 'true', 'boolean'), ('desc-null', 'null', 'null'), ('desc-empty', '', 'empty'), ('desc-empty-quoted', '""', 'empty quoted'),
 ('desc-blank', '"   "', 'blanks'), ('desc-list', '[a, b]', 'flow list'), ('desc-list-block', '\n  - a\n  - b', 'block list'), ('desc-map', '{a: b}', 'mapping'), ('desc-date', '2024-01-02', 'date'),
 ('desc-400', 'w' * 400, '400 characters'), ('desc-5000', 'word ' * 1000, '5000 characters'), ('desc-100k', 'word ' * 20000, '100 000 characters'), ('desc-newline-only', '"\\n"', 'newline only'), ('desc-angle', '<b>x</b>', 'HTML'),
]: case(slug, '---\nname: %s\ndescription: %s\n---\nYou are a reviewer.\n' % (slug, v), 'description: ' + what)
case('desc-missing', '---\nname: desc-missing\n---\nYou are a reviewer.\n', 'no description')
case('desc-missing-body', '---\nname: desc-missing-body\ntools: Read\n---\nbody text describes it\n', 'no description, has tools')
case('desc-multiline-plain', '---\nname: desc-multiline-plain\ndescription: one\n  two\n  three\n---\nYou are a reviewer.\n', 'plain scalar on several indented lines')
case('desc-multiline-quoted', '---\nname: desc-multiline-quoted\ndescription: "one\ntwo: x\nthree"\n---\nYou are a reviewer.\n', 'double-quoted scalar over lines at column 0')
case('desc-multiline-quoted-indent', '---\nname: desc-multiline-quoted-indent\ndescription: "one\n  two: x\n  three"\n---\nYou are a reviewer.\n', 'double-quoted scalar over indented lines')
case('desc-instead', '---\nname: desc-instead\nsummary: x\nwhen-to-use: y\n---\nYou are a reviewer.\n', 'summary / when-to-use in place of description')

# --- tools -----------------------------------------------------------------------------------------------
for slug, v, what in [
 ('tools-string', 'Read, Grep', 'comma string'), ('tools-string-space', 'Read Grep', 'space separated'), ('tools-string-nospace', 'Read,Grep', 'comma without blank'),
 ('tools-flow', '[Read, Grep]', 'flow list'), ('tools-block', '\n  - Read\n  - Grep', 'block list'), ('tools-json', '["Read", "Grep"]', 'JSON list'),
 ('tools-json-string', "'[\"Read\", \"Grep\"]'", 'JSON list inside a string'),
 ('tools-block-string', '|\n  Read\n  Grep', 'block scalar, one per line'),
 ('tools-map', '{Read: true, Bash: false}', 'mapping (OpenCode style)'), ('tools-map-lower', '\n  read: true\n  bash: false', 'block mapping lower case'),
 ('tools-null', '', 'null'), ('tools-tilde', '~', '~'), ('tools-empty-list', '[]', 'empty list'), ('tools-empty-string', '""', 'empty string'), ('tools-number', '5', 'number'), ('tools-bool', 'true', 'boolean'),
 ('tools-star', '"*"', 'star quoted'), ('tools-star-bare', '*', 'star unquoted'), ('tools-star-list', '["*"]', 'star in a list'), ('tools-star-plus', '"*, Read"', 'star and another'), ('tools-all', 'All tools', 'All tools'),
 ('tools-unknown', 'Foo', 'only an unknown tool'), ('tools-unknown-mixed', 'Read, Foo', 'known and unknown'), ('tools-lower', 'read, grep', 'lower case'), ('tools-copilot', "['read', 'search', 'edit']", 'Copilot names'), ('tools-list-mixed', '[Read, 5, null]', 'list with number and null'), ('tools-list-nested', '[[Read], Grep]', 'nested list'), ('tools-list-map', '\n  - Read\n  - name: Grep', 'list with a mapping'),
 ('tools-spec', 'Bash(git diff:*), Read', 'Bash(git diff:*)'), ('tools-spec-space', 'Bash(git diff *), Read', 'Bash(git diff *)'), ('tools-spec-comma', 'Bash(git diff, git log), Read', 'comma inside the parentheses'), ('tools-spec-unclosed', 'Bash(git diff:*, Read', 'unclosed parenthesis'),
 ('tools-spec-flow', '[Bash(git diff:*), Read]', 'specifier in a flow list'), ('tools-spec-flow2', '[Bash(git diff: *), Read]', 'specifier with ": " in a flow list'),
 ('tools-mcp', 'mcp__github__get_issue, Read', 'MCP tool of a server that is not there'), ('tools-mcp-only', 'mcp__github__get_issue', 'only an MCP tool of an absent server'), ('tools-mcp-star', 'mcp__github__*, Read', 'MCP star'), ('tools-mcp-server', 'mcp__github, Read', 'MCP server name'),
 ('tools-task', 'Task, Read', 'old name Task'), ('tools-agent-spec', 'Agent(Explore), Read', 'Agent(name)'), ('tools-legacy', 'MultiEdit, LS, NotebookRead, Read', 'removed tools'), ('tools-dup', 'Read, Read', 'duplicate'), ('tools-trailing-comma', 'Read, Grep,', 'trailing comma'), ('tools-semicolon', 'Read; Grep', 'semicolon'), ('tools-quoted-each', '"Read", "Grep"', 'each quoted, comma separated'),
]: x(slug, 'tools: %s\n' % v, 'tools: ' + what)
x('tools-upper-key', 'Tools: Read\n', 'Tools: (wrong case of the key)')
x('allowed-tools', 'allowed-tools: Read\n', 'allowed-tools in an agent')
x('disallowed', 'disallowedTools: Bash, Write\n', 'disallowedTools string')
x('disallowed-list', 'disallowedTools: [Bash, Write]\n', 'disallowedTools list')
x('disallowed-kebab', 'disallowed-tools: Bash\n', 'disallowed-tools kebab')
x('disallowed-unknown', 'disallowedTools: Foo\n', 'disallowedTools unknown')
x('disallowed-all', 'tools: Read\ndisallowedTools: Read\n', 'tools minus disallowedTools is empty')
x('disallowed-map', 'disallowedTools: {a: b}\n', 'disallowedTools mapping')

# --- model ... -------------------------------------------------------------------------------------------
for slug, v, what in [
 ('model-haiku', 'haiku', 'haiku'), ('model-upper', 'HAIKU', 'HAIKU'), ('model-title', 'Haiku', 'Haiku'), ('model-display', 'Claude Haiku 4.5', 'display name'), ('model-unknown', 'gpt-4o', 'other vendor'), ('model-nonsense', 'zzz', 'nonsense'), ('model-full', 'claude-haiku-4-5-20251001', 'full id'), ('model-inherit', 'inherit', 'inherit'), ('model-inherit-upper', 'Inherit', 'Inherit'), ('model-null', '', 'null'), ('model-number', '4', 'number'), ('model-list', '[haiku, sonnet]', 'list'), ('model-map', '{a: b}', 'mapping'), ('model-1m', 'sonnet[1m]', 'sonnet[1m]'), ('model-1m-quoted', '"sonnet[1m]"', 'sonnet[1m] quoted'), ('model-provider', 'anthropic/claude-haiku-4-5', 'provider/model'), ('model-old', 'claude-3-opus', 'old model'), ('model-opusplan', 'opusplan', 'opusplan'), ('model-default', 'default', 'default'), ('model-padded', '"  haiku "', 'padded'), ('model-comment', 'haiku # cheap', 'with a comment'), ('model-fable', 'fable', 'fable'), ('model-best', 'best', 'best'), ('model-bool', 'true', 'boolean'),
]: x(slug, 'model: %s\n' % v, 'model: ' + what)
for slug, v, what in [('color-wrong', 'magenta', 'unknown name'), ('color-upper', 'Red', 'title case'), ('color-hex', '#ff0000', 'hex unquoted (comment)'), ('color-hex-quoted', '"#ff0000"', 'hex quoted'), ('color-ok', 'red', 'red'), ('color-number', '5', 'number'), ('color-list', '[red]', 'list'), ('color-null', '', 'null')]:
    x(slug, 'color: %s\n' % v, 'color: ' + what)
for slug, v, what in [('pm-ok', 'plan', 'plan'), ('pm-wrong', 'yolo', 'unknown'), ('pm-upper', 'Plan', 'title case'), ('pm-null', '', 'null'), ('pm-list', '[plan]', 'list'), ('pm-number', '1', 'number'), ('pm-bypass', 'bypassPermissions', 'bypassPermissions'), ('pm-accept', 'acceptEdits', 'acceptEdits'), ('pm-dontask', 'dontAsk', 'dontAsk'), ('pm-auto', 'auto', 'auto'), ('pm-manual', 'manual', 'manual'), ('pm-ask', 'ask', 'ask')]:
    x(slug, 'permissionMode: %s\n' % v, 'permissionMode: ' + what)
x('pm-kebab', 'permission-mode: plan\n', 'permission-mode kebab')
for slug, v in [('mt-int', '5'), ('mt-string', '"5"'), ('mt-string-bad', 'many'), ('mt-zero', '0'), ('mt-neg', '-1'), ('mt-float', '2.5'), ('mt-null', ''), ('mt-list', '[5]'), ('mt-huge', '99999999999999999999'), ('mt-exp', '1e3'), ('mt-hex', '0x10'), ('mt-unit', '5 turns')]:
    x(slug, 'maxTurns: %s\n' % v, 'maxTurns: ' + (v or 'null'))
x('mt-kebab', 'max-turns: 5\n', 'max-turns kebab')
x('mt-snake', 'max_turns: 5\n', 'max_turns snake')

# --- hooks -----------------------------------------------------------------------------------------------
good = "\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: echo hi\n"
for slug, v, what in [
 ('hooks-good', good, 'one good PreToolUse'), ('hooks-empty-list', ' []\n', '[]'), ('hooks-empty-map', ' {}\n', '{}'), ('hooks-null', '\n', 'null'), ('hooks-string', ' echo hi\n', 'string'), ('hooks-number', ' 5\n', 'number'), ('hooks-bool', ' true\n', 'true'),
 ('hooks-claude-flow', '\n  pre: |\n    echo "start: x"\n  post: |\n    echo "done"\n', 'claude-flow pre/post text'), ('hooks-claude-flow-inline', '\n  pre: echo start\n', 'claude-flow pre on one line'),
 ('hooks-unknown-event', '\n  FooBar:\n    - hooks:\n        - type: command\n          command: echo hi\n', 'unknown event'),
 ('hooks-unknown-and-good', good + '  FooBar:\n    - hooks:\n        - type: command\n          command: echo hi\n', 'unknown event beside a good one'),
 ('hooks-case-event', '\n  preToolUse:\n    - hooks:\n        - type: command\n          command: echo hi\n', 'preToolUse lower first letter'),
 ('hooks-bad-type-pre', '\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: shell\n          command: echo hi\n', 'PreToolUse, unknown handler type'),
 ('hooks-bad-type-post', '\n  PostToolUse:\n    - matcher: Bash\n      hooks:\n        - type: shell\n          command: echo hi\n', 'PostToolUse, unknown handler type'),
 ('hooks-bad-type-stop', '\n  Stop:\n    - hooks:\n        - type: shell\n          command: echo hi\n', 'Stop, unknown handler type'),
 ('hooks-bad-type-permreq', '\n  PermissionRequest:\n    - hooks:\n        - type: shell\n          command: echo hi\n', 'PermissionRequest, unknown handler type'),
 ('hooks-no-command-pre', '\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n', 'PreToolUse, no command'),
 ('hooks-no-command-post', '\n  PostToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n', 'PostToolUse, no command'),
 ('hooks-no-type-pre', '\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - command: echo hi\n', 'PreToolUse, no type'),
 ('hooks-flat-pre', '\n  PreToolUse:\n    - type: command\n      command: echo hi\n', 'PreToolUse, handler not nested under hooks'),
 ('hooks-flat-post', '\n  PostToolUse:\n    - type: command\n      command: echo hi\n', 'PostToolUse, handler not nested under hooks'),
 ('hooks-string-pre', '\n  PreToolUse: echo hi\n', 'PreToolUse is a string'), ('hooks-string-post', '\n  PostToolUse: echo hi\n', 'PostToolUse is a string'),
 ('hooks-map-pre', '\n  PreToolUse:\n    matcher: Bash\n    hooks:\n      - type: command\n        command: echo hi\n', 'PreToolUse is a mapping, not a list'),
 ('hooks-null-pre', '\n  PreToolUse:\n', 'PreToolUse null'), ('hooks-empty-pre', '\n  PreToolUse: []\n', 'PreToolUse []'), ('hooks-list-string-pre', '\n  PreToolUse:\n    - echo hi\n', 'PreToolUse list of strings'),
 ('hooks-list-of-events', '\n  - PreToolUse: echo hi\n', 'list of events'), ('hooks-list-names', ' [PreToolUse, Stop]\n', 'list of event names'),
 ('hooks-extra-key-pre', '\n  PreToolUse:\n    - matcher: Bash\n      name: x\n      hooks:\n        - type: command\n          command: echo hi\n          foo: bar\n', 'PreToolUse, unknown extra keys'),
 ('hooks-matcher-list', '\n  PreToolUse:\n    - matcher: [Bash, Edit]\n      hooks:\n        - type: command\n          command: echo hi\n', 'matcher is a list'),
 ('hooks-matcher-badre', '\n  PreToolUse:\n    - matcher: "Bash("\n      hooks:\n        - type: command\n          command: echo hi\n', 'matcher is no valid regex'),
 ('hooks-timeout-str', '\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: echo hi\n          timeout: "30"\n', 'timeout is a string'),
 ('hooks-timeout-neg', '\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: echo hi\n          timeout: -1\n', 'timeout negative'),
 ('hooks-command-list', '\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: [echo, hi]\n', 'command is a list'),
 ('hooks-prompt', '\n  Stop:\n    - hooks:\n        - type: prompt\n          prompt: done?\n', 'Stop with a prompt hook'),
 ('hooks-good-and-bad-pre', '\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: echo hi\n    - matcher: Edit\n      hooks:\n        - type: shell\n', 'one good, one bad PreToolUse matcher'),
]: x(slug, 'hooks:' + v, 'hooks: ' + what)
x('hooks-top-level-pre', 'PreToolUse:\n  - matcher: Bash\n    hooks:\n      - type: command\n        command: echo hi\n', 'PreToolUse at top level, outside hooks')
x('hooks-top-level-post', 'PostToolUse:\n  - matcher: Bash\n    hooks:\n      - type: command\n        command: echo hi\n', 'PostToolUse at top level')
x('hooks-top-level-pre-good-too', 'PreToolUse: x\nhooks:' + good, 'PreToolUse at top level and inside hooks')
x('hooks-upper-key', 'Hooks:' + good, 'Hooks: (wrong case of the key)')

# --- the rest --------------------------------------------------------------------------------------------
for slug, v, what in [('mcp-list', '\n  - github\n', 'list of names'), ('mcp-map', '\n  github:\n    command: echo\n', 'mapping (settings style)'), ('mcp-list-map', '\n  - github:\n      type: stdio\n      command: echo\n', 'list of mappings'), ('mcp-string', ' github\n', 'string'), ('mcp-null', '\n', 'null'), ('mcp-bad-item', '\n  - 5\n  - github\n', 'list with a number'), ('mcp-bad-server', '\n  - github:\n      type: nope\n', 'server of unknown type'), ('mcp-empty', ' []\n', '[]')]:
    x(slug, 'mcpServers:' + v, 'mcpServers: ' + what)
x('mcp-kebab', 'mcp-servers:\n  - github\n', 'mcp-servers kebab (Copilot)')
for slug, v, what in [('skills-unknown', 'nope', 'unknown'), ('skills-list', '[nope, other]', 'unknown list'), ('skills-map', '{a: b}', 'mapping'), ('skills-number', '5', 'number'), ('skills-null', '', 'null'), ('skills-comma', 'a, b', 'comma string')]:
    x(slug, 'skills: %s\n' % v, 'skills: ' + what)
for slug, v in [('memory-ok', 'project'), ('memory-user', 'user'), ('memory-wrong', 'global'), ('memory-bool', 'true'), ('memory-null', ''), ('memory-upper', 'Project'), ('memory-list', '[project]'), ('memory-map', '{scope: project}')]:
    x(slug, 'memory: %s\n' % v, 'memory: ' + (v or 'null'))
for slug, v in [('bg-true', 'true'), ('bg-string-true', '"true"'), ('bg-yes', 'yes'), ('bg-string-yes', '"yes"'), ('bg-one', '1'), ('bg-upper', 'True'), ('bg-null', ''), ('bg-word', 'always'), ('bg-list', '[true]')]:
    x(slug, 'background: %s\n' % v, 'background: ' + (v or 'null'))
for slug, v in [('effort-ok', 'high'), ('effort-upper', 'HIGH'), ('effort-wrong', 'extreme'), ('effort-int', '5'), ('effort-neg', '-5'), ('effort-null', ''), ('effort-list', '[high]'), ('effort-string-int', '"5"'), ('effort-float', '1.5'), ('effort-max', 'max'), ('effort-xhigh', 'xhigh'), ('effort-minimal', 'minimal')]:
    x(slug, 'effort: %s\n' % v, 'effort: ' + (v or 'null'))
for slug, v in [('iso-ok', 'worktree'), ('iso-wrong', 'docker'), ('iso-upper', 'Worktree'), ('iso-bool', 'true'), ('iso-null', ''), ('iso-none', 'none'), ('iso-remote', 'remote'), ('iso-list', '[worktree]')]:
    x(slug, 'isolation: %s\n' % v, 'isolation: ' + (v or 'null'))
x('unknown-keys', 'foo: bar\ncapabilities: [a, b]\npriority: high\nversion: 1.0\n', 'unknown keys')
x('claude-flow-keys', 'type: developer\ncapabilities:\n  - code\npriority: high\nhooks:\n  pre: |\n    echo hi\n  post: |\n    echo bye\n', 'full claude-flow front matter with name and description')
x('copilot-keys', "target: vscode\nhandoffs:\n  - label: go\n    agent: impl\n", 'Copilot keys')
x('opencode-keys', 'mode: subagent\ntemperature: 0.1\npermission:\n  edit: deny\n', 'OpenCode keys')
x('initial-prompt', 'initialPrompt: start: now\n', 'initialPrompt with ": "')
x('initial-prompt-list', 'initialPrompt: [a]\n', 'initialPrompt list')
x('acw-small', 'autoCompactWindow: 5\n', 'autoCompactWindow too small')
x('acw-ok', 'autoCompactWindow: 200000\n', 'autoCompactWindow good')
x('omit-claudemd', 'omitClaudeMd: true\n', 'omitClaudeMd')
x('enabled-false', 'enabled: false\ndisabled: true\ndisable: true\n', 'enabled/disabled/disable')
x('all-bad-optional', 'model: [a]\ncolor: 5\npermissionMode: yolo\nmaxTurns: no\nmemory: x\nbackground: maybe\neffort: no\nisolation: x\nskills: 5\nmcpServers: 5\ntools: 5\n', 'every optional field bad at once')
# --- added after the first round -------------------------------------------------------------------------
head = fm('size-1mib-exact')
case('size-1mib-exact', head, 'file of exactly 1 048 576 bytes', repeat=('x', 1048576 - len(head)))
head = fm('size-1mib-plus1')
case('size-1mib-plus1', head, 'file of 1 048 577 bytes', repeat=('x', 1048577 - len(head)))
case('open-content', '--- name: open-content\ndescription: x\n---\nYou are a reviewer.\n', 'first key on the opening line')
case('hooks-nested-colon', fm('hooks-nested-colon', 'hooks:\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: echo a: b\n'), 'hooks: nested value with unquoted ": "')
case('hooks-nested-star', fm('hooks-nested-star', 'hooks:\n  PreToolUse:\n    - matcher: *\n      hooks:\n        - type: command\n          command: echo a\n'), 'hooks: matcher: * unquoted')
case('list-item-at', fm('list-item-at', 'x:\n  - @foo\n'), 'list item starting with @ in an unknown key')
case('list-item-star', fm('list-item-star', 'x:\n  - *.ts\n'), 'list item starting with * in an unknown key')
case('list-item-colon', fm('list-item-colon', 'x:\n  - a: b: c\n'), 'list item with two ": "')
case('list-item-quote', fm('list-item-quote', 'x:\n  - "a" b\n'), 'list item with text after the closing quote')
case('key-digit-colon', fm('key-digit-colon', 'key2: a: b\n'), 'key with a digit, value with ": "')
case('key-dot-colon', fm('key-dot-colon', 'a.b: a: b\n'), 'key with a dot, value with ": "')
case('key-space-colon', fm('key-space-colon', 'my key: a: b\n'), 'key with a space, value with ": "')
case('indent-key-colon', '---\n  name: indent-key-colon\n  description: Use this: x\n---\nYou are a reviewer.\n', 'keys indented by two, value with ": "')
case('crlf-star', fm('crlf-star', desc='*bold* text').replace('\n', '\r\n'), 'CRLF and a value starting with *')
case('crlf-block', '---\nname: crlf-block\ndescription: |\n  Use this: a\n  b\nmodel: haiku\n---\nYou are a reviewer.\n'.replace('\n', '\r\n'), 'CRLF and a block scalar')
case('crlf-quoted-colon', fm('crlf-quoted-colon', desc='"Use this: a"').replace('\n', '\r\n'), 'CRLF and a quoted ": "')
case('crlf-mixed', '---\nname: crlf-mixed\r\ndescription: Use this: a\n---\nYou are a reviewer.\n', 'mixed line ends, the ": " line ends in LF')
case('desc-empty-block', '---\nname: desc-empty-block\ndescription: |\nmodel: haiku\n---\nYou are a reviewer.\n', 'empty block scalar as description')
case('desc-quoted-key-like', fm('desc-quoted-key-like', desc='"Senior": reviewer'), 'description: "word": text')
case('colon-end-two', fm('colon-end-two', desc='Use this: for reviews:'), 'description: ": " inside and ":" at the end')
case('colon-tab', fm('colon-tab', desc='Use this:\tfor reviews'), 'description: colon and tab')
case('colon-hash-end', fm('colon-hash-end', desc='Use this for: # reviews'), 'description: ": #"')
case('two-bad', '---\nname: two-bad\ndescription: Use this: x\ntools: @a, *b\n---\nYou are a reviewer.\n', 'two bad lines, both rescued')
case('one-rescued-one-not', '---\nname: one-rescued-one-not\ndescription: Use this: x\nx: "a" b\n---\nYou are a reviewer.\n', 'one line rescued, another not')
case('fm-huge', '---\nname: fm-huge\ndescription: x\n' + ''.join('k%d: v\n' % i for i in range(5000)) + '---\nYou are a reviewer.\n', '5000 unknown keys')
case('name-dashes3', '---\nname: a---b\ndescription: x\n---\nYou are a reviewer.\n', 'name holds ---')
case('name-date-quoted', '---\nname: "2024"\ndescription: x\n---\nYou are a reviewer.\n', 'name quoted year')
case('hooks-null-permreq', fm('hooks-null-permreq', 'hooks:\n  PermissionRequest:\n'), 'hooks: PermissionRequest null')
case('hooks-http', fm('hooks-http', 'hooks:\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: http\n          url: http://localhost/x\n'), 'hooks: PreToolUse http hook')
case('hooks-agent', fm('hooks-agent', 'hooks:\n  Stop:\n    - hooks:\n        - type: agent\n          prompt: check\n'), 'hooks: Stop agent hook')
case('hooks-async-str', fm('hooks-async-str', 'hooks:\n  PostToolUse:\n    - matcher: Edit\n      hooks:\n        - type: command\n          command: x\n          async: "yes"\n'), 'hooks: PostToolUse async is a string')
case('hooks-matcher-null', fm('hooks-matcher-null', 'hooks:\n  PreToolUse:\n    - matcher:\n      hooks:\n        - type: command\n          command: x\n'), 'hooks: PreToolUse matcher null')
x('hooks-top-permreq', 'PermissionRequest: []\n', 'PermissionRequest at top level, empty list')
x('hooks-top-pre-null', 'PreToolUse:\n', 'PreToolUse at top level, null')
x('hooks-top-pre-lower', 'preToolUse: []\n', 'preToolUse at top level')
x('hook-singular', 'hook:\n  PreToolUse: []\n', 'hook: (singular) holding PreToolUse')
x('config-nested-pre', 'config:\n  PreToolUse: []\n', 'any unknown key holding PreToolUse')
# --- the rescue parse touches other lines too --------------------------------------------------------------
B = 'Use this: for reviews'
def rx(slug, extra, what, desc=B): case(slug, '---\nname: %s\ndescription: %s\n%s---\nYou are a reviewer.\n' % (slug, desc, extra), 'rescue: ' + what)
rx('rescue-tools-flow', 'tools: [Read, Grep]\n', 'bad description + tools flow list')
rx('rescue-tools-json', 'tools: ["Read", "Grep"]\n', 'bad description + tools JSON list')
rx('rescue-tools-string', 'tools: Read, Grep\n', 'bad description + tools comma string')
rx('rescue-tools-block', 'tools:\n  - Read\n  - Grep\n', 'bad description + tools block list')
rx('rescue-tools-spec', 'tools: Bash(git diff:*), Read\n', 'bad description + tools with a specifier')
rx('rescue-tools-spec-list', 'tools:\n  - Bash(git diff:*)\n  - Read\n', 'bad description + specifier in a block list')
rx('rescue-model-comment', 'model: haiku # cheap\n', 'bad description + model with a comment')
rx('rescue-model-1m', 'model: sonnet[1m]\n', 'bad description + sonnet[1m]')
rx('rescue-hooks-map', 'hooks: {}\n', 'bad description + hooks: {}')
rx('rescue-hooks-block', 'hooks:' + good, 'bad description + good hooks block')
rx('rescue-mcp-flow', 'mcpServers: [github]\n', 'bad description + mcpServers flow list')
rx('rescue-block-scalar', 'x: |\n  some text\n', 'bad description + a block scalar elsewhere')
rx('rescue-folded-scalar', 'x: >-\n  some text\n', 'bad description + a folded scalar elsewhere')
rx('rescue-anchor', 'x: &a foo\ny: *a\n', 'bad description + anchor and alias')
rx('rescue-comment-line', '# a comment: here\nmodel: haiku\n', 'bad description + a comment line')
rx('rescue-quoted-inner', 'x: "a" and "b"\n', 'bad description + a value starting and ending with quotes but two strings')
rx('rescue-number', 'maxTurns: 5\nbackground: true\n', 'bad description + number and boolean')
rx('rescue-trailing-space', 'model: haiku   \n', 'trailing blanks in another line', desc=B + '   ')
rx('rescue-multi-indent', 'x:\n  a: b: c\n', 'bad description + a bad nested value')
rx('rescue-cont-indent', '', 'bad description with an indented second line', desc=B + '\n  and more text')
rx('rescue-cont-quoted', 'x: y\n', 'description quoted over two lines, x: fine, other bad', desc='"two\n  lines"\nz: a: b')
rx('rescue-desc-hash-only', 'x: a: b\n', 'description is only a comment, another line bad', desc='# nothing')
rx('rescue-desc-flow', 'x: a: b\n', 'description is a flow list, another line bad', desc='[a, b]')
rx('rescue-desc-lone-star', 'x: y\n', 'description is a lone *', desc='*')
rx('rescue-name-colon-space', 'x: a: b\n', 'another key bad, description fine', desc='fine')
rx('rescue-tab-inline', 'x:\ty: z\n', 'tab after the colon in the bad line', desc='fine')
rx('rescue-upper-key', 'X_Note-A: a: b\n', 'key of letters, _ and -', desc='fine')
rx('rescue-empty-value', 'x:\n', 'bad description + an empty value')
rx('rescue-dquote-single', 'x: "a: b\n', 'bad description + unclosed quote with ": "')
rx('rescue-squote-only-end', "x: a: 'b'\n", 'bad value ends with a quote', desc='fine')
rx('rescue-dquote-both', 'x: "a": "b"\n', 'value starts and ends with a double quote and holds ": "', desc='fine')
rx('rescue-squote-both', "x: 'a': 'b'\n", 'value starts and ends with a single quote and holds ": "', desc='fine')
rx('rescue-mixed-quotes', 'x: "a": \'b\'\n', 'value starts with a double and ends with a single quote', desc='fine')
x('config-nested-pre-full', 'config:' + good, 'any unknown key holding a full PreToolUse')
x('hook-singular-full', 'hook:' + good, 'hook: (singular) holding a full PreToolUse')
x('top-pre-string', 'PreToolUse: echo\n', 'PreToolUse at top level, text')
x('top-pre-map', 'PreToolUse: {}\n', 'PreToolUse at top level, {}')
x('hooks-hooks', 'hooks:\n  hooks:\n    PreToolUse: []\n', 'hooks: inside hooks')
x('tools-newline-folded', 'tools: >\n  Read,\n  Grep\n', 'folded scalar of comma separated names')
x('tools-block-string-comma', 'tools: |\n  Read,\n  Grep\n', 'block scalar, comma and newline')
x('tools-parens-space', 'tools: Bash (git diff), Read\n', 'blank before the parenthesis')
x('tools-number-list', 'tools: [1, 2]\n', 'list of numbers only')
x('tools-task-spec', 'tools: Task(Explore), Read\n', 'Task(name)')
x('tools-regex', 'tools: mcp__.*\n', 'regex')
x('tools-all-lower', 'tools: all\n', 'all')
x('tools-false', 'tools: false\n', 'false')
x('disallowed-star', 'disallowedTools: "*"\n', 'disallowedTools star')
x('disallowed-spec', 'disallowedTools: Bash(rm *)\n', 'disallowedTools with a specifier')
x('disallowed-mcp', 'disallowedTools: mcp__x\n', 'disallowedTools mcp server')
# --- what is written -------------------------------------------------------------------------------------
def line(slug, it):
    r = {'case': slug, 'what': it['what']}
    if it['file'] != slug + '.md': r['file'] = it['file']
    try: r['text'] = it['content'].decode('utf8')
    except UnicodeDecodeError: r['hex'] = it['content'].hex()
    if it['repeat']: r['repeat'] = it['repeat']
    return json.dumps(r) + '\n'
def write(folder):
    for slug, it in idx.items():
        d = os.path.join(folder, 'cases', slug); os.makedirs(d)
        piece, count = it['repeat'] or ('', 0)
        with open(os.path.join(d, it['file']), 'wb') as f: f.write(it['content'] + piece.encode() * count)
    with open(os.path.join(folder, 'list'), 'w') as f: f.writelines('cases/%s/%s\n' % (slug, it['file']) for slug, it in idx.items())
def main(arg=None):
    path = os.path.join(HERE, 'cases.jsonl'); lines = ''.join(line(*it) for it in idx.items()).encode()
    if arg == '--check':
        with open(path, 'rb') as f:
            if f.read() != lines: sys.exit('%s: it is not what gen_cases.py makes: run gen_cases.py' % path)
    elif arg: write(arg)
    else:
        with open(path, 'wb') as f: f.write(lines)
main(*sys.argv[1:])
