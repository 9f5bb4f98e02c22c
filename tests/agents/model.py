"""A model that says what a script tells it, and keeps every request: what an agent really sends.

It listens on a free port of 127.0.0.1, and speaks the Messages API of Anthropic, chat completions and responses of OpenAI, and the API
of Gemini, streaming or not.
"""
import http.server
import json
import threading
import time


class Model:
    """Each step of the script is a tool call of one turn: {"name": …, "input": {…}, "sleep": seconds before it}. After the last it
    says "ok"."""

    def __init__(self, script):
        self.script, self.requests = script, []
        handler = type('Handler', (_Handler,), {'model': self})
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        self.address = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def step(self, request, done):
        """The call after so many results; None if there is none left, or if the program asks for no more than a title."""
        if not request.get('tools') or done >= len(self.script):
            return None
        time.sleep(self.script[done].get('sleep', 0))
        return self.script[done]

    def answered(self, count):
        """What the program sent with the results of so many calls, as text; empty if it never did."""
        for request in self.requests:
            if request.get('tools') and results(request) == count:
                return '\n'.join(texts(turns(request)[1:]))
        return ''

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def turns(request):
    """The conversation in a request."""
    return request.get('messages') or request.get('input') or request.get('contents') or []


def results(request):
    """How many results of calls a request holds."""
    parts = [part for turn in turns(request) for part in (turn.get('content') if isinstance(turn.get('content'), list) else turn.get('parts', []))]
    of_tools = [turn for turn in turns(request) if turn.get('role') == 'tool' or turn.get('type', '').endswith('_call_output')]
    return len(of_tools) + sum(part.get('type') == 'tool_result' or 'functionResponse' in part for part in parts)


def texts(value):
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from texts(inner)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    model = None

    def log_message(self, *_):
        pass

    def respond(self, body, kind='application/json'):
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_HEAD(self):
        self.respond(b'')

    def do_GET(self):
        self.respond(b'{"object": "list", "data": [{"id": "m", "object": "model"}]}')

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers.get('Content-Length') or 0)) or b'{}')
        if 'count_tokens' in self.path:
            return self.respond(b'{"input_tokens": 10}')
        answer = next((answer for part, answer in APIS.items() if part in self.path), None)
        if not answer:
            return self.respond(b'{}')
        self.model.requests.append(request)
        number = len(self.model.requests)
        events, whole = answer(request, self.model.step(request, results(request)), number)
        if request.get('stream') or 'alt=sse' in self.path:
            return self.respond(''.join(events).encode(), 'text/event-stream')
        self.respond(json.dumps(whole).encode())


def anthropic(request, step, number):
    """An answer of the Messages API, as events and as a whole."""
    part, stop = {'type': 'text', 'text': 'ok'}, 'end_turn'
    start, delta = {'type': 'text', 'text': ''}, {'type': 'text_delta', 'text': 'ok'}
    if step:
        part, stop = {'type': 'tool_use', 'id': f'toolu_{number:06d}', 'name': step['name'], 'input': step['input']}, 'tool_use'
        start, delta = {**part, 'input': {}}, {'type': 'input_json_delta', 'partial_json': json.dumps(step['input'])}
    whole = {'id': f'msg_{number}', 'type': 'message', 'role': 'assistant', 'model': request.get('model'), 'content': [part],
             'stop_reason': stop, 'stop_sequence': None, 'usage': {'input_tokens': 10, 'output_tokens': 10}}
    events = [{'type': 'message_start', 'message': {**whole, 'content': [], 'stop_reason': None}},
              {'type': 'content_block_start', 'index': 0, 'content_block': start},
              {'type': 'content_block_delta', 'index': 0, 'delta': delta},
              {'type': 'content_block_stop', 'index': 0},
              {'type': 'message_delta', 'delta': {'stop_reason': stop, 'stop_sequence': None}, 'usage': {'output_tokens': 10}},
              {'type': 'message_stop'}]
    return [f'event: {event["type"]}\ndata: {json.dumps(event)}\n\n' for event in events], whole


def openai(request, step, number):
    """A chat completion, as events and as a whole."""
    calls = [{'id': f'call_{number}', 'type': 'function', 'function': {'name': step['name'], 'arguments': json.dumps(step['input'])}}] if step else []
    usage, stop = {'prompt_tokens': 1, 'completion_tokens': 1, 'total_tokens': 2}, 'tool_calls' if calls else 'stop'
    base = {'id': 'c', 'created': 1, 'model': 'm'}

    def chunk(delta, end=None, **more):
        choice = {'index': 0, 'delta': delta, 'finish_reason': end}
        return f'data: {json.dumps({**base, "object": "chat.completion.chunk", "choices": [choice], **more})}\n\n'

    events = [chunk({'role': 'assistant', 'content': '' if calls else 'ok'})]
    events += [chunk({'tool_calls': [{'index': 0, **call}]}) for call in calls] + [chunk({}, stop, usage=usage), 'data: [DONE]\n\n']
    message = {'role': 'assistant', 'content': None if calls else 'ok', **({'tool_calls': calls} if calls else {})}
    return events, {**base, 'object': 'chat.completion', 'choices': [{'index': 0, 'message': message, 'finish_reason': stop}], 'usage': usage}


def responses(_request, step, number):
    """An answer of the Responses API, as events and as a whole."""
    item = {'type': 'message', 'role': 'assistant', 'id': f'msg_{number}', 'content': [{'type': 'output_text', 'text': 'ok'}]}
    if step:
        item = {'type': 'custom_tool_call', 'id': f'ctc_{number}', 'call_id': f'call_{number}', 'name': step['name'], 'input': step['input'], 'status': 'completed'}
    usage = {'input_tokens': 0, 'input_tokens_details': None, 'output_tokens': 0, 'output_tokens_details': None, 'total_tokens': 0}
    whole = {'id': f'resp_{number}', 'output': [item], 'usage': usage}
    events = [('response.created', {'response': {'id': whole['id']}}), ('response.output_item.done', {'item': item}), ('response.completed', {'response': whole})]
    return [f'event: {kind}\ndata: {json.dumps({"type": kind, **event})}\n\n' for kind, event in events], whole


def gemini(_request, step, _number):
    """An answer of Gemini, as its one event and as a whole."""
    part = {'functionCall': {'name': step['name'], 'args': step['input']}} if step else {'text': 'ok'}
    usage = {'promptTokenCount': 1, 'candidatesTokenCount': 1, 'totalTokenCount': 2}
    whole = {'candidates': [{'content': {'role': 'model', 'parts': [part]}, 'finishReason': 'STOP', 'index': 0}], 'usageMetadata': usage}
    return [f'data: {json.dumps(whole)}\r\n\r\n'], whole


# What answers, by a part of the path that is asked for.
APIS = {'/messages': anthropic, '/chat/completions': openai, '/responses': responses, 'enerateContent': gemini}
